using FocusSuite.Messaging.Broker;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Tokens;
using FocusSuite.TestSystem;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.LiveTimer;

/// <summary>Two replicas of the real service with a real RabbitMQ between them, in real time.</summary>
public sealed class TwoReplicas : IAsyncLifetime
{
    private TestServer? _rabbitMq;
    private TestDatabase? _database;
    private TestAuthority? _authority;
    private FakePeers? _peers;
    private ServiceHost[] _replicas = [];
    private long _lastId;

    internal SessionsService.SessionsServiceClient A => new(_replicas[0].Channel);

    internal SessionsService.SessionsServiceClient B => new(_replicas[1].Channel);

    internal IServiceProvider ServicesOfA => _replicas[0].Services;

    internal ServiceHost HostOfA => _replicas[0];

    internal FakePeers Peers => _peers!;

    internal IServiceProvider ServicesOfB => _replicas[1].Services;

    public async ValueTask InitializeAsync()
    {
        _rabbitMq = await TestServer.RabbitMqAsync();
        _database = await TestDatabase.CreateAsync("live");
        _authority = await TestAuthority.StartAsync();
        _peers = await FakePeers.StartAsync();
        _replicas = [await StartReplicaAsync(), await StartReplicaAsync()];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
            replica.Logs.Errors.ShouldBeEmpty();
        }

        await (_peers?.DisposeAsync() ?? default);
        await (_authority?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        await (_rabbitMq?.DisposeAsync() ?? default);
    }

    /// <summary>One more, connected to the broker; the test stops it.</summary>
    internal async Task<ServiceHost> StartReplicaAsync()
    {
        var replica = await ServiceHost.StartAsync<SessionsGrpcService>(new Dictionary<string, string?>(_authority!.Settings())
        {
            ["ConnectionStrings:Postgres"] = _database!.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = _rabbitMq!.Address,
            ["Focus:Peers:Enrollment"] = _peers!.Url,
            ["Focus:Peers:Identity"] = _peers.Url,
        });
        await replica.Services.GetRequiredService<IBroker>().WhenConnectedAsync();
        return replica;
    }

    /// <summary>Somebody with an enrollment in progress, and a token that is good for so long.</summary>
    internal LiveUser NewUser(TimeSpan? tokenLifetime = null, long tokenEpoch = 0)
    {
        var userId = Interlocked.Increment(ref _lastId);
        _peers!.EnrollmentsById[userId] = new GetEnrollmentResponse
        {
            EnrollmentId = userId,
            UserId = userId,
            ProgramId = 1,
            Status = EnrollmentStatus.InProgress,
            CurrentDay = 1,
            TotalDays = 14,
        };
        return new LiveUser(userId, _authority!.CreateToken(new TestToken
        {
            UserId = userId,
            Lifetime = tokenLifetime ?? TimeSpan.FromHours(1),
            Claims = tokenEpoch == 0
                ? new Dictionary<string, object?>()
                : new Dictionary<string, object?> { [Caller.TokenEpochClaim] = tokenEpoch },
        }));
    }
}
