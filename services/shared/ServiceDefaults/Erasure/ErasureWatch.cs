using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Erasure;

/// <summary>
/// Lets this replica know of the erasures that other replicas have noted: before it takes calls, and every two seconds from then on.
/// </summary>
internal sealed class ErasureWatch(IErasureLedger ledger, ErasedUsers users, ILogger<ErasureWatch> logger) : BackgroundService
{
    /// <summary>Real time; far shorter than the time after which an erasure looks at everything once more.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private IReadOnlyCollection<string> _known = [];

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
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await ledger.ListAsync(DateTimeOffset.UtcNow, cancellationToken);
            users.Set(found);
            users.Remove(_known.Except(found));
            _known = found;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ErasuresNotRead(logger, exception);
        }
    }
}
