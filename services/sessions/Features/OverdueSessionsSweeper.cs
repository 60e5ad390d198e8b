namespace FocusSuite.Sessions.Features;

/// <summary>
/// Sweeps every few seconds of suite time, but with a pause of real time in between: also where the suite's time runs fast.
/// </summary>
internal sealed class OverdueSessionsSweeper(
    EndOverdueSessions sweep, TimeProvider clock, ILogger<OverdueSessionsSweeper> logger) : BackgroundService
{
    /// <summary>Suite time. A session that nobody looks at ends this much late, and whoever looks sees it ended on time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Real time.</summary>
    public static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await SweepAsync(stoppingToken);
                await Task.WhenAll(Task.Delay(Interval, clock, stoppingToken), Task.Delay(MinPause, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            await sweep.RunAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.SweepFailed(logger, exception);
        }
    }
}
