using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Messaging.Sampling;

/// <summary>
/// Looks at something every few seconds for a gauge, which then tells what was seen: whoever collects metrics waits for no query, and
/// however often is collected, the query is not made more often. While nobody collects, and while a look fails, there is no value.
/// </summary>
/// <typeparam name="T">What is seen.</typeparam>
public abstract class Sampler<T> : BackgroundService
    where T : struct
{
    /// <summary>The pause between two looks: 5 s of real time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _realTime;
    private readonly ILogger _logger;
    private volatile Seen? _latest;

    /// <summary>Makes the sampler.</summary>
    /// <param name="realTime">Real time, whatever the suite's clock says.</param>
    /// <param name="logger">Hears of looks that failed.</param>
    protected Sampler(TimeProvider realTime, ILogger logger) => (_realTime, _logger) = (realTime, logger);

    /// <summary>Whether anybody collects the gauge.</summary>
    protected abstract bool IsWatched { get; }

    /// <summary>What the last look saw; null when there is no value.</summary>
    protected T? Latest => _latest?.Value;

    /// <summary>Looks once.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is seen.</returns>
    protected abstract Task<T> LookAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _realTime);
        try
        {
            do
            {
                _latest = IsWatched ? await TryLookAsync(stoppingToken) : null;
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task<Seen?> TryLookAsync(CancellationToken stoppingToken)
    {
        try
        {
            return new Seen(await LookAsync(stoppingToken));
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.LookFailed(_logger, exception, GetType().Name);
            return null;
        }
    }

    private sealed record Seen(T Value);
}
