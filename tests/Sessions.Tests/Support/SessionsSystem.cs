using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Features;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Support;

/// <summary>
/// Two replicas of the real service on one real database, with peers, effects and time in the test's hands. Nothing sweeps by itself: a
/// test that wants a sweep says so. Each test takes users of its own, and time only ever goes on.
/// </summary>
public sealed class SessionsSystem : IAsyncLifetime
{
    private readonly List<SignalingRelay> _relays = [];
    private TestAuthority _authority = null!;
    private ServiceHost[] _replicas = [];
    private long _lastId = 1000;

    internal FakeTimeProvider Clock { get; } = new(Some.Start);

    internal FakeEffects Effects { get; } = new();

    internal FakePeers Peers { get; private set; } = null!;

    internal TestDatabase Database { get; private set; } = null!;

    internal IServiceProvider Services => _replicas[0].Services;

    /// <summary>The sweep of each replica.</summary>
    internal IReadOnlyList<EndOverdueSessions> Sweeps =>
        [.. _replicas.Select(replica => replica.Services.GetRequiredService<EndOverdueSessions>())];

    internal IDocumentStore<FocusSession> Documents => Services.GetRequiredService<IDocumentStore<FocusSession>>();

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync("sessions");
        _authority = await TestAuthority.StartAsync();
        Peers = await FakePeers.StartAsync();
        _replicas = [await StartReplicaAsync(), await StartReplicaAsync()];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        await Peers.DisposeAsync();
        await _authority.DisposeAsync();
        await Database.DisposeAsync();

        // That the broker is away is the tests' own doing.
        _replicas.SelectMany(replica => replica.Logs.Errors).Where(error => error.Contains(" FocusSuite.", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    internal long NewId() => Interlocked.Increment(ref _lastId);

    /// <summary>Somebody with an enrollment in progress, on day 3 of 14.</summary>
    internal TestUser NewUser(string timeZone = "UTC", bool proOnly = false)
    {
        var userId = NewId();
        var enrollment = new GetEnrollmentResponse
        {
            EnrollmentId = NewId(),
            UserId = userId,
            ProgramId = proOnly ? 2 : 1,
            Status = EnrollmentStatus.InProgress,
            CurrentDay = 3,
            TotalDays = 14,
            IsProOnly = proOnly,
        };
        Peers.EnrollmentsById[enrollment.EnrollmentId] = enrollment;
        return new TestUser(
            userId, enrollment, _authority.CreateToken(userId, timeZone), [.. _replicas.Select(replica => replica.Channel)]);
    }

    /// <summary>What was saved for publishing about a user, by both replicas.</summary>
    internal IReadOnlyList<TEvent> Events<TEvent>(TestUser user)
        where TEvent : FocusEvent =>
        [.. _relays.SelectMany(relay => relay.Events<TEvent>()).Where(focusEvent => focusEvent.UserId == user.UserId)];

    /// <summary>The first event of a kind about a user that is posted from now on.</summary>
    internal Task<TEvent> NextEventAsync<TEvent>(TestUser user)
        where TEvent : FocusEvent
    {
        var known = Events<TEvent>(user).Count;
        var next = new TaskCompletionSource<TEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        _relays.ForEach(relay => relay.Posted += () =>
        {
            if (Events<TEvent>(user) is var events && events.Count > known)
            {
                next.TrySetResult(events[^1]);
            }
        });
        return next.Task;
    }

    internal async Task<FocusSession> StoredAsync(string sessionId)
    {
        var userId = await Database.ScalarAsync<long>($"SELECT user_id FROM sessions WHERE id = '{sessionId}'");
        return (await Documents.GetAsync(userId, sessionId, CancellationToken.None))!.Document;
    }

    /// <summary>As if the process had died after the effect and before the record of its answer.</summary>
    internal Task ForgetAnswersAsync() => Database.ExecuteAsync("DELETE FROM idempotency");

    private Task<ServiceHost> StartReplicaAsync() => ServiceHost.StartAsync<SessionsGrpcService>(
        new Dictionary<string, string?>(_authority.Settings())
        {
            ["ConnectionStrings:Postgres"] = Database.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = "amqp://nobody:nothing@127.0.0.1:1/none",
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:Microsoft"] = "Critical",
            ["Focus:Peers:Enrollment"] = Peers.Url,
            ["Focus:Peers:Identity"] = Peers.Url,
        },
        services =>
        {
            var relay = new SignalingRelay(services.ReplaceMessaging());
            _relays.Add(relay);
            services.Replace(ServiceDescriptor.Singleton<IOutboxRelay>(relay));
            services.Replace(ServiceDescriptor.Singleton<IEffects>(Effects));
            services.Replace(ServiceDescriptor.KeyedSingleton<TimeProvider>(Clocks.Suite, Clock));
            services.Remove(services.Single(service => service.ImplementationType == typeof(OverdueSessionsSweeper)));
        });
}

/// <summary>The tests of the running service: one after the other, for they share its clock.</summary>
[CollectionDefinition(Name)]
public sealed class ServiceTests : ICollectionFixture<SessionsSystem>
{
    public const string Name = "service";
}
