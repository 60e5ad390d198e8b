using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Proxies;

namespace FocusSuite.Faults.Tests.Injections;

/// <summary>A link between two parts goes wrong for a while.</summary>
public sealed class HurtLink(string from, string to, LinkFault fault, TimeSpan time) : IInjection
{
    public string Name => $"{from} to {to}: {fault}";

    public async Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        var link = lab.Links[from, to];
        link.Hurt(fault);
        try
        {
            await Task.Delay(time, ct);
        }
        finally
        {
            link.Heal();
        }
    }
}
