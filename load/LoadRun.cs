using FocusSuite.Load.Results;
using FocusSuite.Load.Running;
using FocusSuite.Load.Users;

namespace FocusSuite.Load;

/// <summary>Puts load on a running suite.</summary>
/// <param name="tokens">Access tokens, one a user; as many as the largest plan needs. They are read at each request, so that whoever
/// gives them can renew them.</param>
/// <param name="time">The clock.</param>
public sealed class LoadRun(IReadOnlyList<string> tokens, TimeProvider time)
{
    // So many requests at once keep two cores busy and do not yet wait for each other long.
    private const int Concurrency = 48;

    /// <summary>How many users it takes to find out the capacity: each is replaced by another while the answer is on its way.</summary>
    public const int CapacityUsers = Concurrency * 2;

    /// <summary>Sends requests at the plan's rate.</summary>
    /// <param name="name">What it is called in reports.</param>
    /// <param name="plan">How much, and for how long.</param>
    /// <param name="watch">Is handed what counts, for a live view; null for none.</param>
    /// <param name="ct">Ends it early; what was counted until then is the result.</param>
    /// <returns>What it came to.</returns>
    public async Task<LoadResult> AtRateAsync(string name, LoadPlan plan, Action<LoadRecorder>? watch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var crowd = CrowdOf(plan, plan.Users, plan.Think);
        await using var live = crowd.HoldStreams(plan.Live);
        var recorder = new LoadRecorder(time);
        try
        {
            var loop = new OpenLoop(crowd, plan.AnswerTimeout, time);
            await loop.RunAsync(plan.Rate, plan.WarmUp, null, ct);
            watch?.Invoke(recorder);
            await loop.RunAsync(plan.Rate, plan.Duration, recorder, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            recorder.End();
        }

        return recorder.Result(name, plan.Rate) with { Live = plan.Live ? live.Figures : null };
    }

    /// <summary>Finds out how many requests a second the suite answers when it is kept busy.</summary>
    /// <param name="plan">For how long; its rate does not matter.</param>
    /// <param name="watch">Is handed what counts, for a live view; null for none.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>What it came to; its goodput is the capacity.</returns>
    public async Task<LoadResult> CapacityAsync(LoadPlan plan, Action<LoadRecorder>? watch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var crowd = CrowdOf(plan, CapacityUsers, TimeSpan.Zero);
        var loop = new ClosedLoop(crowd, time);
        await loop.RunAsync(Concurrency, plan.WarmUp, null, ct);
        var recorder = new LoadRecorder(time);
        watch?.Invoke(recorder);
        await loop.RunAsync(Concurrency, plan.Duration, recorder, ct);
        return recorder.Result("capacity", 0);
    }

    private Crowd CrowdOf(LoadPlan plan, int users, TimeSpan think) => new(
        [.. Enumerable.Range(0, Math.Min(users, tokens.Count))
            .Select(number => new LoadUser(number, plan.Gateway, () => tokens[number], plan.AnswerTimeout, plan.SessionsMayEnd))],
        think,
        time);
}
