namespace FocusSuite.Sessions.Timing;

/// <summary>What the clock of a session shows: the wall clock less the pauses.</summary>
internal static class SessionTime
{
    /// <summary>An active session may run on this long past its planned time; then the system completes it.</summary>
    public static readonly TimeSpan Overrun = TimeSpan.FromMinutes(30);

    /// <summary>A session may be paused this long; then the system cancels it.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    public static TimeSpan Elapsed(FocusSession session, DateTimeOffset at)
    {
        var elapsed = at - session.StartedAt;
        foreach (var pause in session.Pauses)
        {
            var to = pause.To is { } closed && closed < at ? closed : at;
            elapsed -= to > pause.From ? to - pause.From : TimeSpan.Zero;
        }

        return elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero;
    }

    /// <summary>Whole seconds; a begun second does not count.</summary>
    public static int ElapsedSeconds(FocusSession session, DateTimeOffset at) => (int)Math.Floor(Elapsed(session, at).TotalSeconds);

    public static int RemainingSeconds(FocusSession session, DateTimeOffset at) => Math.Max(0, session.PlannedSeconds - ElapsedSeconds(session, at));

    /// <summary>The moment at which the clock of an active session showed, or will show, the planned time. Pauses after that moment do not move it.</summary>
    public static DateTimeOffset PlannedEnd(FocusSession session)
    {
        var end = session.StartedAt.AddSeconds(session.PlannedSeconds);
        foreach (var pause in session.Pauses)
        {
            if (pause.From >= end || pause.To is not { } to)
            {
                break;
            }

            end += to - pause.From;
        }

        return end;
    }

    /// <summary>
    /// When the system ends the session. The overrun is time on the clock, so a pause within it stops it too: whoever pauses in the overrun
    /// and resumes later does not find the session ended at once.
    /// </summary>
    public static DateTimeOffset? DueAt(FocusSession session) => session.Status switch
    {
        SessionStatus.Active => session.StartedAt.AddSeconds(session.PlannedSeconds) + Overrun + Paused(session),
        SessionStatus.Paused => session.Pauses[^1].From + LongestPause,
        _ => null,
    };

    /// <summary>
    /// The time of a change, never before the change before it: the clocks of two replicas may differ by some milliseconds.
    /// </summary>
    public static DateTimeOffset NotBefore(FocusSession session, DateTimeOffset now)
    {
        var latest = session.Pauses.Count > 0 ? session.Pauses[^1].To ?? session.Pauses[^1].From : session.StartedAt;
        return now > latest ? now : latest;
    }

    private static TimeSpan Paused(FocusSession session) =>
        session.Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + ((pause.To ?? pause.From) - pause.From));
}
