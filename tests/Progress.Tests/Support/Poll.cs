namespace FocusSuite.Progress.Tests.Support;

internal static class Poll
{
    /// <summary>Waits, for half a minute at most, until something holds that no signal tells of.</summary>
    public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <inheritdoc cref="UntilAsync(Func{bool})" />
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await holds())
        {
            await timer.WaitForNextTickAsync(bound.Token);
        }
    }
}
