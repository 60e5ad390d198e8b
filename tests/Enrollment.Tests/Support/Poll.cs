using System.Diagnostics;

namespace FocusSuite.Enrollment.Tests.Support;

/// <summary>Waits for what shows only when it is asked for.</summary>
internal static class Poll
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(began) > Bound)
            {
                throw new TimeoutException($"It did not come true within {Bound}.");
            }

            await Task.Delay(20);
        }
    }
}
