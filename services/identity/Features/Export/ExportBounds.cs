using FocusSuite.Domain;
using FocusSuite.Protocol.Errors;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Features.Export;

/// <summary>
/// Bounds what exports take. One lasts as long as its reader takes, and holds pages of the user's data meanwhile; calls at once are limited
/// without streams (decision 11). So a user has few of them at once in a replica, and each has a deadline.
/// </summary>
internal sealed class ExportBounds(IOptions<ExportOptions> options, [FromKeyedServices(Clocks.Real)] TimeProvider time)
{
    /// <summary>Two: a client that lost its connection asks again while the first export has not noticed yet.</summary>
    public const int MaxAtOnce = 2;

    private const string TooMany = "Exports of your account are under way already. Let one of them end first.";

    // An export of years takes seconds where its reader keeps up.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, int> _underWay = [];

    /// <summary>Runs an export of a user within the bounds.</summary>
    /// <exception cref="ApiException">TOO_MANY_STREAMS, or DEADLINE_EXCEEDED.</exception>
    public async Task RunAsync(long userId, Func<CancellationToken, Task> export, CancellationToken cancellationToken)
    {
        Enter(userId);
        try
        {
            using var deadline = new CancellationTokenSource(options.Value.Deadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            await RunAsync(export, deadline.Token, either.Token);
        }
        finally
        {
            Leave(userId);
        }
    }

    private static async Task RunAsync(Func<CancellationToken, Task> export, CancellationToken deadline, CancellationToken either)
    {
        try
        {
            await export(either);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            // Whatever broke, peers' calls and the stream among it, broke by that.
            throw new ApiException(ErrorCodes.DeadlineExceeded);
        }
    }

    private void Enter(long userId)
    {
        lock (_lock)
        {
            var underWay = _underWay.GetValueOrDefault(userId);
            if (underWay >= MaxAtOnce)
            {
                throw new ApiException(ErrorCodes.TooManyStreams, TooMany) { RetryAfter = RetryAfter };
            }

            _underWay[userId] = underWay + 1;
        }
    }

    private void Leave(long userId)
    {
        lock (_lock)
        {
            if (--_underWay[userId] == 0)
            {
                _underWay.Remove(userId);
            }
        }
    }
}
