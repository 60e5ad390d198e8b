using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Proxies;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>All links of a kind go wrong in the same way.</summary>
public sealed class HurtLinks(string what, LinkFault fault, Func<ProxyMesh, IEnumerable<FaultProxy>> which) : IDependencyFault
{
    public string Name => $"{what}: {fault}";

    public Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        foreach (var link in which(lab.Links))
        {
            link.Hurt(fault);
        }

        return Task.CompletedTask;
    }

    public Task LiftAsync(Lab lab, CancellationToken ct)
    {
        foreach (var link in which(lab.Links))
        {
            link.Heal();
        }

        return Task.CompletedTask;
    }
}
