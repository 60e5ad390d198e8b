using FocusSuite.TestSystem;
using RabbitMQ.Client;

namespace FocusSuite.Operations.Tests.Support;

/// <summary>
/// The real system with its metrics, after a day was lived in it and a consumer was given something that it cannot handle. Started once,
/// for the live tests.
/// </summary>
public sealed class MeasuredSystem : IAsyncLifetime
{
    // Fast enough to live a session through, and slow enough that one that stays paused stays so: the system ends it after a day, which is
    // seven minutes.
    private const double TimeScale = 200;
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private FocusSystem? _system;
    private LivedDay? _day;

    public FocusSystem System => _system!;

    internal LivedDay Day => _day!;

    public async ValueTask InitializeAsync()
    {
        using var bound = new CancellationTokenSource(StartBound);
        _system = await FocusSystem.StartAsync(
            new FocusSystemOptions
            {
                TimeScale = TimeScale,
                Metrics = true,
                Environment = new Dictionary<string, IReadOnlyDictionary<string, string>>
                {
                    [PartNames.Identity] = new Dictionary<string, string> { ["Identity__PasswordIterations"] = "1000" },
                },
            },
            bound.Token);
        _day = new LivedDay(_system, TimeScale);
        await _day.LiveAsync();
        await PoisonAsync("progress.session-completed");
        await ScrapeUntilAsync(PartNames.Progress, scrape => scrape.Series.Contains("focus_consumer_dead_letters_total"));
        await ScrapeUntilAsync(PartNames.Sessions, scrape => scrape.Value("focus_sessions_active") == 1);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _day?.Dispose();
        if (_system is not null)
        {
            await _system.DisposeAsync();
        }
    }

    /// <summary>What a part tells now.</summary>
    internal async Task<Scrape> ScrapeAsync(string part) =>
        new(await _http.GetStringAsync(System.MetricsTargets.Single(target => target.Part == part).Url));

    /// <summary>What a part tells as soon as it is so: gauges look every few seconds only.</summary>
    internal async Task<Scrape> ScrapeUntilAsync(string part, Func<Scrape, bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(400));
        using var bound = new CancellationTokenSource(Bound);
        while (true)
        {
            var scrape = await ScrapeAsync(part);
            if (isSo(scrape))
            {
                return scrape;
            }

            bound.IsCancellationRequested.ShouldBeFalse(scrape.Text);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task PoisonAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(System.RabbitMqUri) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", queue, "This is no event."u8.ToArray());
    }
}

/// <summary>The tests that need the running system.</summary>
[CollectionDefinition(Name)]
public sealed class LiveTests : ICollectionFixture<MeasuredSystem>
{
    public const string Name = "live";
}
