using Shouldly;

namespace FocusSuite.Client.Tests.Support;

/// <summary>Waits for what follows by itself, by asking again.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task<T> Async<T>(Func<Task<T>> ask, Func<T, bool> isSo, TimeSpan bound)
    {
        using var timer = new PeriodicTimer(Interval);
        using var end = new CancellationTokenSource(bound);
        while (true)
        {
            var answer = await ask();
            if (isSo(answer))
            {
                return answer;
            }

            if (end.IsCancellationRequested)
            {
                throw new ShouldAssertException($"Not so within {bound}; the last answer was {answer}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public static Task<T> ReadAsync<T>(Func<T> read, Func<T, bool> isSo, TimeSpan bound) =>
        Async(() => Task.FromResult(read()), isSo, bound);
}
