using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Revocation;

/// <summary>
/// Lets this replica know of the revocations whose event it missed, because it was not up yet or the broker was away: before it takes
/// calls, and every few
/// seconds from then on. Identity may be away: what is known still counts.
/// </summary>
internal sealed class RevocationWatch(
    IRevocationSource source, TokenRevocations revocations, ILogger<RevocationWatch> logger) : BackgroundService
{
    /// <summary>Real time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // A start does not wait longer for an identity that does not answer.
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(2);

    private DateTimeOffset? _since;
    private bool _isAway;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
                revocations.Forget(DateTimeOffset.UtcNow);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(LookTimeout);
        try
        {
            var page = await source.ListAsync(_since, bound.Token);
            foreach (var (userHash, epoch, reason) in page.Revocations)
            {
                revocations.Revoke(userHash, epoch, TokenRevocations.CodeOf(reason));
            }

            (_since, _isAway) = (page.AsOf, false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Once for each time that it is away.
            if (!_isAway)
            {
                Log.RevocationsNotRead(logger, exception);
            }

            _isAway = true;
        }
    }
}
