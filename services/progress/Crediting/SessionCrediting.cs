using FocusSuite.Progress.Days;

namespace FocusSuite.Progress.Crediting;

/// <summary>Credits the time of a completed session to its day.</summary>
internal static class SessionCrediting
{
    /// <summary>A session counts once, however often it is told of.</summary>
    /// <param name="day">The day.</param>
    /// <param name="credit">The session.</param>
    /// <param name="endedAt">When it ended.</param>
    /// <param name="operation">In whose course it is credited.</param>
    public static DayOutcome Credit(ProgramDay day, SessionCredit credit, DateTimeOffset endedAt, Operation operation)
    {
        if (day.CreditOf(credit.Id) is not null)
        {
            return DayOutcome.Unchanged(day, day.SessionCount);
        }

        var credited = day.Touched(endedAt) with
        {
            CreditedSeconds = day.CreditedSeconds + credit.Seconds,
            SessionCount = day.SessionCount + 1,
            Sessions = [.. day.Sessions.TakeLast(SessionCredit.Remembered - 1), credit],
        };
        return DayCompletion.Evaluate(credited, operation, endedAt, credited.SessionCount, change: null);
    }
}
