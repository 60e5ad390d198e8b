using Shouldly;

namespace FocusSuite.TestSupport.Waiting;

/// <summary>Waits for what follows by itself and no signal tells of, by asking again.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>The first answer that is as it should be.</summary>
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

    /// <summary>Waits, for half a minute at most, until something holds.</summary>
    public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <inheritdoc cref="UntilAsync(Func{bool})" />
    public static Task UntilAsync(Func<Task<bool>> holds) => Async(holds, isSo => isSo, Bound);
}
