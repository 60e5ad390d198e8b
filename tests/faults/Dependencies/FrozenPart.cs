using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>A part stands still (SIGSTOP): it takes connections and answers nothing.</summary>
public sealed class FrozenPart(string part) : IDependencyFault
{
    public string Name => $"{part} frozen";

    public Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        lab.Part(part).Freeze();
        return Task.CompletedTask;
    }

    public Task LiftAsync(Lab lab, CancellationToken ct)
    {
        lab.Part(part).Thaw();
        return lab.Part(part).WaitUntilHealthyAsync(ct);
    }
}
