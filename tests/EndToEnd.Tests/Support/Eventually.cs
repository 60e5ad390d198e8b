using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Support;

/// <summary>Waits for what follows by itself, as a client would: by asking again.</summary>
public static class Eventually
{
    public static async Task<T> Async<T>(Func<Task<T>> ask, Func<T, bool> isSo, TimeSpan bound)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
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
}
