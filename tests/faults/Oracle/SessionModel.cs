namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>
/// A focus session as it must be. What its clock shows is known within bounds only, since each change acted somewhere between its first try
/// and its answer.
/// </summary>
public sealed class SessionModel(string id, int day, int plannedSeconds, Moment started)
{
    // The contract's: so long after its planned end the system completes a session that was left open, and so long after its pause one that
    // was left paused.
    private static readonly TimeSpan Overrun = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(24);

    // The contract's: so much at least has to have run of a session that the system ends, or it is canceled.
    private const double LeastSeconds = 60;

    private readonly List<(TimeSpan Least, TimeSpan Most)> _pauses = [];
    private Moment? _openPause;

    public string Id => id;

    public int Day => day;

    /// <summary>The documented word of its status.</summary>
    public string Status { get; private set; } = "active";

    /// <summary>Whether the system ended it, because it was left open for so long or its program ended.</summary>
    public bool Expired { get; private set; }

    public List<string> Distractions { get; } = [];

    public int PauseCount { get; private set; }

    public bool IsLive => Status is "active" or "paused";

    /// <summary>When its user completed it; null for any other end, and before one.</summary>
    public Moment? Ended { get; private set; }

    /// <summary>The least and the most seconds that may have been credited.</summary>
    public (double Least, double Most) Credit { get; private set; }

    /// <summary>It was paused, or was over by then: what the answer said decides, as far as the clock allows it.</summary>
    /// <param name="at">When.</param>
    /// <param name="over">Whether the answer said that it was completed instead.</param>
    /// <returns>Whether the clock allows what was said.</returns>
    public bool PauseOrEnd(Moment at, bool over)
    {
        var (least, most) = Elapsed(at);
        if (over)
        {
            Expire();
            return most >= plannedSeconds;
        }

        Pause(at);
        return least < plannedSeconds;
    }

    public void Pause(Moment at)
    {
        Status = "paused";
        PauseCount++;
        _openPause = at;
    }

    public void Resume(Moment at)
    {
        Status = "active";
        _pauses.Add(at - _openPause!.Value);
        _openPause = null;
    }

    public void Complete(Moment at)
    {
        Credit = Elapsed(at);
        Ended = at;
        Status = "completed";
    }

    public void Cancel() => Status = "canceled";

    /// <summary>Its user corrected what counts of it.</summary>
    public void Correct(double seconds) => Credit = (seconds, seconds);

    /// <summary>The system ended it, at its planned end or at its pause, and the user was told so.</summary>
    public void Expire()
    {
        Expired = true;
        var credit = _openPause is { } pause ? Elapsed(pause) : (Least: plannedSeconds, Most: plannedSeconds);
        (Status, Credit) = credit.Most < LeastSeconds ? ("canceled", (0, 0)) : ("completed", credit);
    }

    /// <summary>Its program ended with it: the system completed it there, or canceled it where less than a minute had run.</summary>
    public void EndWithProgram(Moment at)
    {
        Expired = true;
        Credit = Elapsed(at);
        Status = Credit.Least >= LeastSeconds ? "completed" : Credit.Most < LeastSeconds ? "canceled" : "ended";
        if (Status == "canceled")
        {
            Credit = default;
        }
    }

    /// <summary>Whether it ended with its program after a minute, more or less: which of both it was, the stores know first.</summary>
    public bool MayBeEither => Status == "ended";

    /// <summary>What the stores know of it.</summary>
    public void EndedAs(bool completed)
    {
        Status = completed ? "completed" : "canceled";
        Credit = completed ? Credit : default;
    }

    /// <summary>Whether the system may have ended it by now, because it was left open.</summary>
    public bool MayHaveExpired(DateTimeOffset now) => _openPause is { } pause
        ? now - pause.From >= MaxPause
        : Status == "active" && now - started.From >= TimeSpan.FromSeconds(plannedSeconds) + Overrun;

    /// <summary>The least seconds that its clock shows at a time.</summary>
    public double LeastElapsed(DateTimeOffset now) => Elapsed(new Moment(now, now)).Least;

    private (double Least, double Most) Elapsed(Moment at)
    {
        var (least, most) = at - started;
        foreach (var (shortest, longest) in _openPause is { } open ? [.. _pauses, at - open] : _pauses)
        {
            least -= longest;
            most -= shortest;
        }

        return (Math.Clamp(Math.Floor(least.TotalSeconds), 0, plannedSeconds), Math.Clamp(most.TotalSeconds, 0, plannedSeconds));
    }
}
