using FocusSuite.Enrollment.Storage;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Tokens;
using Shouldly;
using Xunit;

[assembly: AssemblyFixture(typeof(EnrollmentHost))]

namespace FocusSuite.Enrollment.Tests.Support;

/// <summary>The service by its own Program, on PostgreSQL, with fake peers and without a broker. One for all tests: each has users of its own.</summary>
public sealed class EnrollmentHost : IAsyncLifetime
{
    private readonly string? _broker;
    private TestDatabase? _database;
    private TestAuthority? _authority;
    private FakePeers? _peers;
    private ServiceHost? _service;

    // Other test runs may share the broker, and their events must not find a user of this one.
    private int _users = Random.Shared.Next(1_000, 1_000_000_000);

    public EnrollmentHost()
    {
    }

    /// <summary>With a broker.</summary>
    /// <param name="broker">Its amqp address.</param>
    internal EnrollmentHost(string broker) => _broker = broker;

    public TestDatabase Database => _database!;

    public TestAuthority Authority => _authority!;

    public FakePeers Peers => _peers!;

    public ServiceHost Service => _service!;

    public RecordingRelay Relay { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("enrollment");
        _authority = await TestAuthority.StartAsync();
        _peers = await FakePeers.StartAsync();
        var settings = _authority.Settings();
        settings["ConnectionStrings:Postgres"] = _database.ConnectionString;
        settings["ConnectionStrings:RabbitMq"] = _broker ?? "amqp://none:none@127.0.0.1:1/none";
        settings["Focus:Peers:Catalog"] = _peers.Url;
        settings["Focus:Peers:Identity"] = _peers.Url;
        settings["Focus:Peers:Progress"] = _peers.Url;
        _service = await ServiceHost.StartAsync<EnrollmentContext>(settings, services => Relay = _broker is null ? services.ReplaceMessaging() : Relay);
    }

    /// <summary>A person whom no other test knows.</summary>
    public TestPerson NewPerson() => new(this, Interlocked.Increment(ref _users));

    public async ValueTask DisposeAsync()
    {
        await _service!.DisposeAsync();
        await _peers!.DisposeAsync();
        await _authority!.DisposeAsync();
        await _database!.DisposeAsync();

        // That there is no broker here is on purpose.
        _service.Logs.Errors.Where(entry => !entry.Message.Contains("masstransit-bus", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
