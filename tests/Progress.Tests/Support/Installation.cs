using FocusSuite.Progress.Domain;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Progress.Tests.Support;

/// <summary>The real service on a database of its own, among fake peers on real sockets.</summary>
internal sealed class Installation(
    TestDatabase database, TestAuthority authority, FakePeers peers, IReadOnlyList<ServiceHost> replicas) : IAsyncDisposable
{
    private static long _number = 1000;

    public TestDatabase Database => database;

    public FakePeers Peers => peers;

    public ServiceHost Host => replicas[0];

    public static async Task<Installation> StartAsync(string rabbitMq, int replicaCount = 1, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateAsync("progress");
        var authority = await TestAuthority.StartAsync();
        var peers = await FakePeers.StartAsync();
        peers.Programs[Some.Program] = [.. Enumerable.Range(1, 14).Select(day => Some.Template(day))];
        var settings = new Dictionary<string, string?>(authority.Settings())
        {
            ["ConnectionStrings:Postgres"] = database.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = rabbitMq,
            ["Focus:Peers:Enrollment"] = peers.Url,
            ["Focus:Peers:Catalog"] = peers.Url,
            ["Focus:Peers:Identity"] = peers.Url,
            ["Focus:Messaging:EffectsBound"] = "00:00:30",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        var replicas = new List<ServiceHost>();
        for (var number = 0; number < replicaCount; number++)
        {
            replicas.Add(await ServiceHost.StartAsync<ProgramDay>(settings, configure));
        }

        return new Installation(database, authority, peers, replicas);
    }

    /// <summary>A user with an enrollment of the same number.</summary>
    public TestUser Enroll(
        int currentDay = 1, EnrollmentStatus status = EnrollmentStatus.InProgress, string timeZone = "UTC", long program = Some.Program,
        int version = 1)
    {
        var number = Interlocked.Increment(ref _number);
        peers.Known[number] = new GetEnrollmentResponse
        {
            EnrollmentId = number,
            UserId = number,
            ProgramId = program,
            ProgramVersion = version,
            Status = status,
            CurrentDay = currentDay,
            TotalDays = 14,
        };
        return new TestUser(this, Host, number, authority.CreateToken(number, timeZone));
    }

    /// <summary>The same user, talking to the second replica.</summary>
    public TestUser AtSecondReplica(TestUser user) => new(this, replicas[1], user.Id, authority.CreateToken(user.Id));

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in replicas)
        {
            await replica.DisposeAsync();
        }

        await peers.DisposeAsync();
        await authority.DisposeAsync();
        await database.DisposeAsync();
    }
}
