using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Oracle;
using FocusSuite.Faults.Tests.Proxies;
using FocusSuite.Faults.Tests.Workload;
using FocusSuite.TestSystem;

[assembly: AssemblyFixture(typeof(Lab))]

// There is one system, and each test hurts it.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace FocusSuite.Faults.Tests.Laboratory;

/// <summary>
/// The real system with a fault proxy between every two parts. It is started once and lives on from run to run, as an installation does.
/// </summary>
public sealed class Lab : IAsyncLifetime
{
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConvergenceBound = TimeSpan.FromMinutes(2);

    private readonly LabSettings _settings = new();
    private FocusSystem? _system;
    private Stores? _stores;
    private Queues? _queues;
    private Population? _population;

    public FocusSystem System => _system ?? throw new InvalidOperationException("The laboratory is not open.");

    public ProxyMesh Links { get; } = new();

    public Stores Stores => _stores!;

    public Queues Queues => _queues!;

    public Population Population => _population!;

    public Convergence Convergence => new(Stores, Queues, () => System.SuiteTime);

    public ArmedPoints Points => _settings.Points;

    public LabSettings Settings => _settings;

    public SystemPart Part(string name) => System.Part(name);

    /// <summary>The replicas of a service, the first one first.</summary>
    public IReadOnlyList<SystemPart> ReplicasOf(string service) => System.ReplicasOf(service);

    public async ValueTask InitializeAsync()
    {
        using var bound = new CancellationTokenSource(StartBound);
        _system = await FocusSystem.StartAsync(
            new FocusSystemOptions
            {
                TimeScale = LabSettings.TimeScale,
                Environment = _settings.Environment,
                Route = Links.Route,
                BinFolder = LabSettings.BinFolder,
                Replicas = LabSettings.Replicas,
            },
            bound.Token);
        _stores = new Stores(_system);
        _queues = new Queues(_system.RabbitMqUri);
        var gateway = Links.Add(ProxyMesh.Users, PartNames.Gateway, _system.GatewayUrl.Port);
        _population = new Population(_system, new UriBuilder(_system.GatewayUrl) { Port = gateway.Port }.Uri);
        await WarmUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_queues is not null)
        {
            await _queues.DisposeAsync();
        }

        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }

        if (_system is not null)
        {
            LabSettings.KeepLogs(_system.LogFolder);
            await _system.DisposeAsync();
        }

        await Links.DisposeAsync();
        _settings.Dispose();
    }

    /// <summary>
    /// A day of an account of its own: what is done for the first time is slow, and would be taken for the work of a fault.
    /// </summary>
    private async Task WarmUpAsync()
    {
        using var bound = new CancellationTokenSource(StartBound);
        var account = await Population.NewAsync(pro: false, bound.Token);
        var user = new TestUser(
            account, new Caller(account.Http, "warm-up", new Journal(), () => System.SuiteTime, bound.Token), () => System.SuiteTime);
        await new OrderlyDay(user, () => System.SuiteTime).LiveAsync(bound.Token);
        using var convergence = new CancellationTokenSource(ConvergenceBound);
        if (await Convergence.JudgeAsync([user], poison: 0, boundsOfTime: true, convergence.Token) is { Count: > 0 } differences)
        {
            throw new InvalidOperationException(
                $"The laboratory's system is wrong before anything was done to it: {string.Join("; ", differences)}");
        }
    }
}
