using FocusSuite.Faults.Tests.Proxies;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>Everything that can go wrong with what services depend on.</summary>
public static class DependencyFaults
{
    private static readonly string[] Services =
        [PartNames.Identity, PartNames.Catalog, PartNames.Enrollment, PartNames.Sessions, PartNames.Progress];

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(20);

    public static IReadOnlyList<IDependencyFault> All { get; } =
    [
        SqlFault.PoolExhausted,
        BrokerAlarm.Memory,
        .. Links("services to PostgreSQL", mesh => mesh.To(PartNames.Postgres)),
        SqlFault.ReadOnly,
        SqlFault.Terminated,
        SqlFault.SerializationFailure,
        SqlFault.Deadlock,
        SqlFault.DiskFull,
        new HeldLocks(),
        .. Links("services to RabbitMQ", mesh => mesh.To(PartNames.RabbitMq)),
        BrokerAlarm.Disk,
        .. Links("gateway to services", mesh => Services.Select(service => mesh[PartNames.Gateway, service])),
        .. Links("services to services", BetweenServices),
        .. Services.Append(PartNames.Postgres).Append(PartNames.RabbitMq).Select(part => new FrozenPart(part)),
        .. Services.Append(PartNames.Postgres).Append(PartNames.RabbitMq).Select(part => new DeadPart(part)),
        new SteppedClock(PartNames.Sessions, Step),
        new SteppedClock(PartNames.Progress, -Step),
        new LeaderlessQueues(),
        .. FullTablespace.IsPossible ? new IDependencyFault[] { new FullTablespace() } : [],
    ];

    private static IEnumerable<IDependencyFault> Links(string what, Func<ProxyMesh, IEnumerable<FaultProxy>> which) =>
        LinkFault.All.Select(fault => new HurtLinks(what, fault, which));

    private static IEnumerable<FaultProxy> BetweenServices(ProxyMesh mesh) =>
        Services.SelectMany(to => mesh.To(to)).Where(link => !link.Name.StartsWith(PartNames.Gateway, StringComparison.Ordinal));
}
