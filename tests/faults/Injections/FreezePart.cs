using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Injections;

/// <summary>SIGSTOP and, after a while, SIGCONT: what the part had begun goes on as if nothing had been.</summary>
public sealed class FreezePart(string part, TimeSpan time) : IInjection
{
    public string Name => $"SIGSTOP {part}";

    public async Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        lab.Part(part).Freeze();
        try
        {
            await Task.Delay(time, ct);
        }
        finally
        {
            lab.Part(part).Thaw();
        }

        await lab.Part(part).WaitUntilHealthyAsync(ct);
    }
}
