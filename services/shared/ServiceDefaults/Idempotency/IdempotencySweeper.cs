using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Idempotency;

/// <summary>
/// Forgets the keys that are older than a day. Every replica does it, a small batch at a time; what one is at, the others pass over.
/// </summary>
internal sealed class IdempotencySweeper(
    IServiceProvider services, TimeProvider clock, ILogger<IdempotencySweeper> logger) : BackgroundService
{
    /// <summary>So few at a time that requests never wait for it.</summary>
    public const int BatchSize = 500;

    /// <summary>Suite time: a key may be kept this much longer than a day, and stands for its request no longer all the same.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    // Real time, where the suite's runs fast.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<IIdempotencyStore>() is not { } store)
        {
            return;
        }

        try
        {
            while (true)
            {
                await Task.WhenAll(Task.Delay(Interval, clock, stoppingToken), Task.Delay(ShortestPause, stoppingToken));
                await SweepAsync(store, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task SweepAsync(IIdempotencyStore store, CancellationToken stoppingToken)
    {
        try
        {
            while (await store.PurgeAsync(BatchSize, stoppingToken) == BatchSize)
            {
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.PurgeFailed(logger, exception);
        }
    }
}
