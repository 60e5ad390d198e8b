using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Injections;

/// <summary>
/// A replica of a service dies where it is the first to pass a point of the pipeline, and a supervisor starts it again. Should nobody pass
/// it in time, the first one is killed wherever it is, and the name says so.
/// </summary>
public sealed class KillAtPoint(string service, string point) : IInjection
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(4);

    private bool _nobodyCame;

    public string Name => _nobodyCame ? $"SIGKILL {service}, where nobody came by a point" : $"SIGKILL {service} {point}";

    public async Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        var replicas = lab.ReplicasOf(service);
        var died = new TaskCompletionSource<SystemPart>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var replica in replicas)
        {
            replica.Ended += Ended;
        }

        try
        {
            lab.Points.Arm(service, point);
            await Task.WhenAny(died.Task, Task.Delay(WaitTimeout, ct));
            var victim = replicas[0];
            if (!lab.Points.Disarm(service, point))
            {
                _nobodyCame = true;
                await victim.KillAsync(ct);
            }
            else
            {
                // Perhaps in this very moment: so its end is listened for until here.
                victim = await died.Task.WaitAsync(WaitTimeout, ct);
            }

            await victim.StartAgainAsync(ct);
        }
        finally
        {
            foreach (var replica in replicas)
            {
                replica.Ended -= Ended;
            }
        }

        void Ended(SystemPart ended, int exitCode) => died.TrySetResult(ended);
    }
}
