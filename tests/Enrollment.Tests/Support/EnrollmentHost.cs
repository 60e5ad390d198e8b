using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

[assembly: AssemblyFixture(typeof(EnrollmentHost))]

namespace FocusSuite.Enrollment.Tests.Support;

/// <summary>
/// The service by its own Program, on PostgreSQL, with fake peers and without a broker. One for all tests: each has users of its own.
/// </summary>
public sealed class EnrollmentHost : IAsyncLifetime
{
    private readonly string? _broker;
    private readonly Func<TestDatabase, Task> _prepare = _ => Task.CompletedTask;
    private TestDatabase? _database;
    private TestAuthority? _authority;
    private FakePeers? _peers;
    private ServiceHost? _service;

    // Other test runs may share the broker, and their events must not find a user of this one.
    private int _users = Random.Shared.Next(1_000, 1_000_000_000);

    private long _programs = 100;

    public EnrollmentHost()
    {
    }

    /// <summary>With a broker.</summary>
    /// <param name="broker">Its amqp address.</param>
    internal EnrollmentHost(string broker) => _broker = broker;

    /// <summary>On a database that the test has prepared.</summary>
    /// <param name="prepare">What it does to the empty database.</param>
    internal EnrollmentHost(Func<TestDatabase, Task> prepare) => _prepare = prepare;

    public TestDatabase Database => _database!;

    public TestAuthority Authority => _authority!;

    public FakePeers Peers => _peers!;

    public ServiceHost Service => _service!;

    public RecordingRelay Relay { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("enrollment");
        await _prepare(_database);
        _authority = await TestAuthority.StartAsync();
        _peers = await FakePeers.StartAsync();
        var settings = _authority.Settings();
        settings["ConnectionStrings:Postgres"] = _database.ConnectionString;
        settings["ConnectionStrings:RabbitMq"] = _broker ?? "amqp://none:none@127.0.0.1:1/none";

        // Nobody plays sessions here: a wait for what follows in it is in vain.
        settings["Focus:Messaging:EffectsBound"] = "00:00:00.050";
        settings["Focus:Peers:Catalog"] = _peers.Url;
        settings["Focus:Peers:Identity"] = _peers.Url;
        settings["Focus:Peers:Progress"] = _peers.Url;
        _service = await ServiceHost.StartAsync<EnrollmentContext>(
            settings, services => Relay = _broker is null ? services.ReplaceMessaging() : Relay);
    }

    /// <summary>A user whom no other test knows.</summary>
    public TestUser NewUser() => new(this, Interlocked.Increment(ref _users));

    /// <summary>Offers a program that no other test knows, three days long.</summary>
    /// <returns>Its number.</returns>
    public long OfferProgram(bool proOnly)
    {
        var id = Interlocked.Increment(ref _programs);
        Peers.Publish(new() { Id = id, Version = 1, Name = $"Program {id}", DurationDays = 3, IsProOnly = proOnly });
        return id;
    }

    /// <summary>Publishes the next version of a program, or takes all of it out of the catalog; the service hears of it.</summary>
    public Task ChangeProgramAsync(long program, Action<Protos.Catalog.V1.Program>? change)
    {
        if (change is not null)
        {
            var next = new Protos.Catalog.V1.Program(Peers.OtherPrograms[program]);
            next.Version++;
            change(next);
            Peers.Publish(next);
        }
        else
        {
            Peers.Remove(program);
        }

        return AnnounceAsync(program);
    }

    /// <summary>Offers a program no more; its versions stay.</summary>
    public Task RetireProgramAsync(long program)
    {
        Peers.OtherPrograms.TryRemove(program, out _);
        return AnnounceAsync(program);
    }

    private Task AnnounceAsync(long program) => ((IEventHandler<CatalogChanged>)Service.Services.GetRequiredService(
        typeof(CatalogServiceCollectionExtensions)
            .Assembly.GetType("FocusSuite.CatalogClient.CatalogCacheInvalidation", throwOnError: true)!)).HandleAsync(
            new CatalogChanged { ProgramId = program }, default);

    public async ValueTask DisposeAsync()
    {
        await _service!.DisposeAsync();
        await _peers!.DisposeAsync();
        await _authority!.DisposeAsync();
        await _database!.DisposeAsync();

        // That there is no broker here is on purpose, and no error.
        _service.Logs.Errors.ShouldBeEmpty();
    }
}
