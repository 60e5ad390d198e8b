using FocusSuite.Load.Results;

namespace FocusSuite.Load.Running;

/// <summary>
/// So many requests at once all the time, each followed by the next as soon as it is answered: shows what a system can do at the most.
/// </summary>
/// <param name="crowd">Who sends them; should not rest.</param>
/// <param name="time">The clock.</param>
public sealed class ClosedLoop(Crowd crowd, TimeProvider time)
{
    /// <summary>Keeps the system busy.</summary>
    /// <param name="concurrency">Requests at once.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="recorder">What counts; null for a warm-up.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>When the last of them was answered.</returns>
    public Task RunAsync(int concurrency, TimeSpan duration, LoadRecorder? recorder, CancellationToken ct)
    {
        recorder?.Begin();
        var began = time.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => WorkAsync(began, duration, recorder, ct)));
    }

    private async Task WorkAsync(long began, TimeSpan duration, LoadRecorder? recorder, CancellationToken ct)
    {
        while (time.GetElapsedTime(began) is var sent && sent < duration)
        {
            var user = await crowd.TakeAsync(ct);
            var (step, outcome, fault) = await user.StepAsync();
            recorder?.Record(sent, step, outcome, time.GetElapsedTime(began) - sent, fault);
            crowd.Rest(user);
        }

        recorder?.End();
    }
}
