using FocusSuite.Progress.Days;

namespace FocusSuite.Progress.Crediting;

/// <summary>Credits the time of a completed session to its day.</summary>
internal static class SessionCrediting
{
    /// <summary>A session counts once, however often it is told of.</summary>
    /// <param name="day">The day.</param>
    /// <param name="credit">The session.</param>
    /// <param name="workedUntil">When the time that is credited ended.</param>
    /// <param name="operation">In whose course it is credited.</param>
    public static DayOutcome Credit(ProgramDay day, SessionCredit credit, DateTimeOffset workedUntil, Operation operation)
    {
        if (day.CreditOf(credit.Id) is not null)
        {
            return DayOutcome.Unchanged(day, day.SessionCount);
        }

        var credited = day.Touched(workedUntil) with
        {
            CreditedSeconds = day.CreditedSeconds + credit.Seconds,
            SessionCount = day.SessionCount + 1,
            Sessions = [.. day.Sessions.TakeLast(SessionCredit.Remembered - 1), credit],
        };
        return DayCompletion.Evaluate(credited, operation, workedUntil, credited.SessionCount, change: null);
    }
}
