using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.ServiceDefaults.Revocation;
using FocusSuite.Sessions.LiveTimer;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Features;

/// <summary>
/// Lets a caller watch until it goes, its token expires or is called back, or the service stops. All but the first are errors on purpose,
/// by which the client learns what to do: come back (UNAVAILABLE), come back with a new access token (UNAUTHENTICATED), or have the person
/// sign in again (SIGNED_OUT, PASSWORD_CHANGED, ACCOUNT_ERASED). A stream that ends well is one that its client need not open again.
/// </summary>
internal sealed class WatchActiveSession(TimerStream timer, TokenRevocations revocations, IHostApplicationLifetime host)
{
    /// <summary>The metadata by which a client that comes back says what it saw last.</summary>
    public const string LastEventId = "last-event-id";

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(1);

    // Timers know no more than 49 days.
    private static readonly TimeSpan MaxWatch = TimeSpan.FromDays(40);

    public async Task HandleAsync(IServerStreamWriter<Wire.WatchActiveSessionResponse> stream, ServerCallContext context)
    {
        var caller = context.Caller();
        var userId = caller.RequiredUserId;
        var gone = context.CancellationToken;
        using var expired = new CancellationTokenSource(await LifetimeAsync(context));
        using var token = revocations.Watch(userId, caller.TokenEpoch);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, host.ApplicationStopping, expired.Token, token.Ended);
        try
        {
            await timer.RunAsync(userId, context.RequestHeaders.GetValue(LastEventId), stream.WriteAsync, end.Token);
        }
        catch (Exception) when (gone.IsCancellationRequested)
        {
            // Nobody is left to be told.
        }
        catch (OperationCanceledException) when (token.Reason is not null)
        {
            throw new ApiException(token.Reason);
        }
        catch (OperationCanceledException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            throw new ApiException(ErrorCodes.Unavailable) { RetryAfter = ComeBackAfter };
        }
        catch (OperationCanceledException) when (expired.IsCancellationRequested)
        {
            throw new ApiException(ErrorCodes.Unauthenticated, "The access token has expired.");
        }
    }

    /// <summary>How long the caller's token is still good. Real time, as everything about tokens.</summary>
    private static async Task<TimeSpan> LifetimeAsync(ServerCallContext context)
    {
        // The access check may have known the token from before; its lifetime is asked for here.
        var result = await context.GetHttpContext().AuthenticateAsync();
        if (!result.Succeeded)
        {
            throw new ApiException(ErrorCodes.Unauthenticated);
        }

        var left = result.Properties.ExpiresUtc - DateTimeOffset.UtcNow ?? MaxWatch;
        return TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, MaxWatch.Ticks));
    }
}
