using System.Diagnostics;

namespace FocusSuite.AppHost.Waiting;

/// <summary>Waits for what sends no signal: other programs' health, files and ports.</summary>
internal static class Poll
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is yes; false when the time is over.</summary>
    public static Task<bool> UntilAsync(Func<bool> ask, TimeSpan within, CancellationToken ct) => UntilAsync(_ => Task.FromResult(ask()), within, ct);

    /// <summary>Asks until the answer is yes; false when the time is over.</summary>
    public static async Task<bool> UntilAsync(Func<CancellationToken, Task<bool>> ask, TimeSpan within, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        while (!await ask(ct).ConfigureAwait(false))
        {
            if (watch.Elapsed > within)
                return false;
            await Task.Delay(Interval, ct).ConfigureAwait(false);
        }

        return true;
    }
}
