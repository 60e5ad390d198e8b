using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Injections;

/// <summary>SIGKILL to a part, which a supervisor starts again at once.</summary>
public sealed class KillPart(string part) : IInjection
{
    public string Name => $"SIGKILL {part}";

    public async Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        await lab.Part(part).KillAsync(ct);
        await lab.Part(part).StartAgainAsync(ct);
    }
}
