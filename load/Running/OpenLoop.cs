using FocusSuite.Load.Results;
using FocusSuite.Load.Users;

namespace FocusSuite.Load.Running;

/// <summary>
/// Requests that arrive at a fixed rate, however long the answers take: users do not wait for each other. What a request takes is counted
/// from the moment in which it should have been sent, so that a system that stalls cannot hide it by keeping the load away (coordinated
/// omission, Gil Tene).
/// </summary>
/// <param name="crowd">Who sends them.</param>
/// <param name="timeout">After how long an answer is of no use any more: it counts as late.</param>
/// <param name="time">The clock.</param>
public sealed class OpenLoop(Crowd crowd, TimeSpan timeout, TimeProvider time)
{
    // Finished arrivals are forgotten once in so many.
    private const int Sweep = 1000;

    /// <summary>Sends requests at a rate, and waits for the answers of those sent.</summary>
    /// <param name="rate">Requests a second.</param>
    /// <param name="duration">How long they arrive.</param>
    /// <param name="recorder">What counts; null for a warm-up.</param>
    /// <param name="ct">Ends the arrivals.</param>
    /// <returns>When the last of them was answered.</returns>
    public async Task RunAsync(double rate, TimeSpan duration, LoadRecorder? recorder, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        var arrivals = new List<Task>();
        recorder?.Begin();
        try
        {
            for (var number = 0L; number < rate * duration.TotalSeconds; number++)
            {
                var planned = TimeSpan.FromSeconds(number / rate);
                await UntilAsync(planned);
                arrivals.Add(ArriveAsync(began, planned, recorder, ct));
                if (arrivals.Count % Sweep == 0)
                {
                    arrivals.RemoveAll(arrival => arrival.IsCompletedSuccessfully);
                }
            }

            await UntilAsync(duration);
            recorder?.End();
        }
        finally
        {
            // Answers to what was sent before the end are waited for; nobody waits for users any more.
            await Task.WhenAll(arrivals);
        }

        async Task UntilAsync(TimeSpan moment)
        {
            var early = moment - time.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, time, ct);
            }
        }
    }

    private async Task ArriveAsync(long began, TimeSpan planned, LoadRecorder? recorder, CancellationToken ct)
    {
        var user = await crowd.TakeAsync(ct);
        try
        {
            var (step, outcome, fault) = await user.StepAsync();
            var took = time.GetElapsedTime(began) - planned;
            recorder?.Record(planned, step, outcome == Outcome.Answered && took > timeout ? Outcome.Late : outcome, took, fault);
        }
        finally
        {
            crowd.Rest(user);
        }
    }
}
