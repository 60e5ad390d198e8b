namespace FocusSuite.Progress.Tests.Support;

internal static class Poll
{
    /// <summary>Waits, for ten seconds at most, until something holds that no signal tells of.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!holds())
        {
            await timer.WaitForNextTickAsync(bound.Token);
        }
    }
}
