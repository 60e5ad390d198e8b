using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>A part is not there at all.</summary>
public sealed class DeadPart(string part) : IDependencyFault
{
    public string Name => $"{part} gone";

    public Task StrikeAsync(Lab lab, CancellationToken ct) => lab.Part(part).KillAsync(ct);

    public Task LiftAsync(Lab lab, CancellationToken ct) => lab.Part(part).StartAgainAsync(ct);
}
