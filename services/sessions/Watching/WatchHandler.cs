using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Watching;

/// <summary>
/// Lets a caller watch until it goes, its token expires or the service stops. The latter two are errors on purpose: a stream that ends well is one
/// that its client need not open again.
/// </summary>
internal sealed class WatchHandler(LiveTimer timer, IHostApplicationLifetime host)
{
    /// <summary>The metadata by which a client that comes back says what it saw last.</summary>
    public const string LastEventId = "last-event-id";

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(1);

    // Timers know no more than 49 days.
    private static readonly TimeSpan LongestWatch = TimeSpan.FromDays(40);

    public async Task HandleAsync(IServerStreamWriter<Wire.WatchActiveSessionResponse> stream, ServerCallContext context)
    {
        var userId = context.Caller().RequiredUserId;
        var gone = context.CancellationToken;
        using var expired = new CancellationTokenSource(await LifetimeAsync(context));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, host.ApplicationStopping, expired.Token);
        try
        {
            await timer.RunAsync(userId, context.RequestHeaders.GetValue(LastEventId), stream.WriteAsync, end.Token);
        }
        catch (Exception) when (gone.IsCancellationRequested)
        {
            // Nobody is left to be told.
        }
        catch (OperationCanceledException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            throw new FocusException(ErrorCodes.Unavailable) { RetryAfter = ComeBackAfter };
        }
        catch (OperationCanceledException) when (expired.IsCancellationRequested)
        {
            throw new FocusException(ErrorCodes.Unauthenticated);
        }
    }

    /// <summary>How long the caller's token is still good. Real time, as everything about tokens.</summary>
    private static async Task<TimeSpan> LifetimeAsync(ServerCallContext context)
    {
        // The access check has asked before: this is its answer, not another check.
        var result = await context.GetHttpContext().AuthenticateAsync();
        var left = result.Properties?.ExpiresUtc - DateTimeOffset.UtcNow ?? LongestWatch;
        return TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, LongestWatch.Ticks));
    }
}
