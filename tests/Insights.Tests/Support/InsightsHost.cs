using FocusSuite.Insights.Persistence;
using FocusSuite.Insights.Tests.Support;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Tokens;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(InsightsHost))]

namespace FocusSuite.Insights.Tests.Support;

/// <summary>
/// The service by its own Program, on PostgreSQL, with fake peers and without a broker. One for all tests: each has users of its own.
/// </summary>
public sealed class InsightsHost : IAsyncLifetime
{
    private TestDatabase? _database;
    private TestAuthority? _authority;
    private FakePeers? _peers;
    private ServiceHost? _service;
    private int _users = 1_000;

    public TestDatabase Database => _database!;

    public FakePeers Peers => _peers!;

    public ServiceHost Service => _service!;

    public TestAuthority Authority => _authority!;

    public RecordingRelay Relay { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("insights");
        _authority = await TestAuthority.StartAsync();
        _peers = await FakePeers.StartAsync();
        var settings = _authority.Settings();
        settings["ConnectionStrings:Postgres"] = _database.ConnectionString;
        settings["ConnectionStrings:RabbitMq"] = "amqp://none:none@127.0.0.1:1/none";
        foreach (var peer in (string[])["Enrollment", "Identity", "Progress", "Sessions"])
        {
            settings[$"Focus:Peers:{peer}"] = _peers.Url;
        }

        _service = await ServiceHost.StartAsync<InsightsContext>(settings, services => Relay = services.ReplaceMessaging());
    }

    /// <summary>A user whom no other test knows.</summary>
    public long NewUser() => Interlocked.Increment(ref _users);

    /// <summary>Lets the service's handler take in an event.</summary>
    internal async Task TellAsync<THandler, TEvent>(TEvent happened)
        where TEvent : FocusEvent
        where THandler : IEventHandler<TEvent>
    {
        await using var scope = Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(happened, TestContext.Current.CancellationToken);
    }

    /// <summary>A user's rows that are facts, as key, date, seconds and revision.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(long userId, bool removed = false)
    {
        await using var command = Database.DataSource.CreateCommand(
            "SELECT concat_ws(' ', key, date, seconds, revision) FROM facts WHERE user_id = $1 AND is_removed = $2 ORDER BY key");
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = removed });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _service!.DisposeAsync();
        await _peers!.DisposeAsync();
        await _authority!.DisposeAsync();
        await _database!.DisposeAsync();
        _service.Logs.Errors.ShouldBeEmpty();
    }
}
