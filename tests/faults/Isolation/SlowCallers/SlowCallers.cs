using System.Net.Sockets;
using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Isolation.SlowCallers;

/// <summary>
/// Many callers of one address who take their time. FOCUS_FAULT_ISOLATION_CALLERS says how many; who is turned away comes back.
/// </summary>
public abstract class SlowCallers(string name) : IPressure
{
    private const int Usual = 300;
    private static readonly TimeSpan UntilBack = TimeSpan.FromSeconds(2);

    /// <summary>How many there are.</summary>
    public static int Count { get; } = LabSettings.Size("FOCUS_FAULT_ISOLATION_CALLERS", Usual);

    public string Name => $"{Count} {name}";

    public IReadOnlyList<SteadyRoute> Others => SteadyRoute.All;

    public virtual Task PrepareAsync(Lab lab, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<string> PressAsync(Lab lab, CancellationToken cancellationToken)
    {
        var endings = new Endings();
        await Task.WhenAll(
            Enumerable.Range(0, Count / CallsOfOne).Select(number => ComeBackAsync(lab, number, endings, cancellationToken)));
        return endings.ToString();
    }

    /// <summary>How many calls one of them makes at once.</summary>
    protected virtual int CallsOfOne => 1;

    /// <summary>Calls until the gateway ends it.</summary>
    protected abstract Task CallAsync(Lab lab, int number, Endings endings, CancellationToken cancellationToken);

    private async Task ComeBackAsync(Lab lab, int number, Endings endings, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await CallAsync(lab, number, endings, cancellationToken);
                await Task.Delay(UntilBack, cancellationToken);
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
            {
                endings.Count("closed");
                await Task.Delay(UntilBack, cancellationToken)
                    .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
