using FocusSuite.AppHost.Running;
using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Injections;

/// <summary>A service dies where it passes a point of the pipeline, and a supervisor starts it again. Should nobody pass it in time, it is killed wherever it is.</summary>
public sealed class KillAtPoint(string service, string point) : IInjection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public string Name => $"SIGKILL {service} {point}";

    public async Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        var part = lab.Part(service);
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        part.Ended += Ended;
        try
        {
            lab.Points.Arm(service, point);
            await Task.WhenAny(died.Task, Task.Delay(Patience, ct));
        }
        finally
        {
            part.Ended -= Ended;
        }

        if (!lab.Points.Disarm(service, point))
        {
            await part.KillAsync(ct);
        }
        else
        {
            await died.Task.WaitAsync(Patience, ct);
        }

        await part.StartAgainAsync(ct);

        void Ended(SystemPart ended, int exitCode) => died.TrySetResult();
    }
}
