namespace FocusSuite.Sessions.Timing;

/// <summary>What the clock of a session shows: the wall clock less the pauses.</summary>
internal static class SessionTime
{
    /// <summary>An active session may run on this long past its planned time; then the system completes it.</summary>
    public static readonly TimeSpan Overrun = TimeSpan.FromMinutes(30);

    /// <summary>A session may be paused this long; then the system ends it.</summary>
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
    public static DateTimeOffset PlannedEnd(FocusSession session) => MomentOf(session, Planned(session));

    /// <summary>
    /// Where the time ends that counts of a session which ends at a moment: no later than its planned end, and not in a pause but where that
    /// began. The date of this moment is the session's date, whoever ends it and whenever.
    /// </summary>
    public static DateTimeOffset CreditedUntil(FocusSession session, DateTimeOffset at)
    {
        var elapsed = Elapsed(session, at);
        return MomentOf(session, elapsed < Planned(session) ? elapsed : Planned(session));
    }

    /// <summary>Whether the clock shows the planned time or more.</summary>
    public static bool IsOver(FocusSession session, DateTimeOffset at) => Elapsed(session, at) >= Planned(session);

    /// <summary>
    /// When the system ends the session. The overrun is time on the clock: the pauses that versions before allowed in it have moved its end,
    /// too. One of them that is still open ends the session at its planned end, as a pause does today.
    /// </summary>
    public static DateTimeOffset? DueAt(FocusSession session) => session.Status switch
    {
        SessionStatus.Active => session.StartedAt + Planned(session) + Overrun + Paused(session),
        SessionStatus.Paused when IsOver(session, session.Pauses[^1].From) => PlannedEnd(session),
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

    private static TimeSpan Planned(FocusSession session) => TimeSpan.FromSeconds(session.PlannedSeconds);

    /// <summary>The first moment at which the clock showed, or will show unless it is stopped, a time.</summary>
    private static DateTimeOffset MomentOf(FocusSession session, TimeSpan clock)
    {
        var moment = session.StartedAt + clock;
        foreach (var pause in session.Pauses)
        {
            if (pause.From >= moment || pause.To is not { } to)
            {
                break;
            }

            moment += to - pause.From;
        }

        return moment;
    }

    private static TimeSpan Paused(FocusSession session) =>
        session.Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + ((pause.To ?? pause.From) - pause.From));
}
