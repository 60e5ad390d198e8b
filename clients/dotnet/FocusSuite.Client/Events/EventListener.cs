using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.Client.Events;

/// <summary>
/// Listens for as long as the program runs. Whatever ends a connection, a channel or a consumer ends the whole of it, and another one
/// begins: one way for each fault, and queues and bindings that somebody has removed are there again.
/// </summary>
internal sealed class EventListener(
    IServiceProvider services,
    IEnumerable<EventSubscription> subscriptions,
    IOptions<FocusSuiteEventsOptions> options,
    ILogger<EventListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<EventSubscription> _subscriptions = [.. subscriptions];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (_subscriptions.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var connection = await EventConnection.OpenAsync(
                    services, _subscriptions, options.Value, logger, stoppingToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    Log.Listening(logger, _subscriptions.Count);
                    pause = FirstPause;
                    Log.ConnectionLost(logger, await connection.Ended.WaitAsync(stoppingToken).ConfigureAwait(false));
                }

                // A broker that ends each connection at once is not asked without a breath.
                await Task.Delay(FirstPause, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotListening(logger, exception, pause);
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (OperationCanceledException)
            {
                // The program stops.
            }
        }
    }
}
