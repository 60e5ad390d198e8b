using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.Achievements;

namespace FocusSuite.Insights.Tests.Achievements;

/// <summary>Facts and definitions for tests. Dates are days of March 2026, whose 2nd, 9th, 16th and 23rd are Mondays.</summary>
internal static class Made
{
    public const int Minutes25 = 25 * 60;

    public static readonly DateOnly Today = March(31);

    public static DateOnly March(int day) => new(2026, 3, day);

    /// <summary>A session of 25 minutes, as planned, which a clock measured.</summary>
    public static Fact Session(string id, int day, int hour = 12) => Session(id, March(day), hour);

    public static Fact Session(string id, DateOnly date, int hour = 12) =>
        Of(FactKind.SessionCredited, FactKeys.Session(id), date, hour) with
        {
            Seconds = Minutes25,
            PlannedSeconds = Minutes25,
            DayNumber = 1,
        };

    public static Fact Distraction(string session, int number, int day) =>
        Of(FactKind.DistractionNoted, FactKeys.Distraction(session, number), March(day), 11);

    public static Fact Task(int day, int index = 0, long enrollment = 1) =>
        Of(FactKind.TaskDone, FactKeys.Task(enrollment, day, index), March(day), 13) with { EnrollmentId = enrollment, DayNumber = day };

    public static Fact Reflection(int day, int number = 1, long enrollment = 1) =>
        Of(FactKind.ReflectionWritten, FactKeys.Reflection(enrollment, day, number), March(day), 14) with
        {
            EnrollmentId = enrollment,
            DayNumber = day,
        };

    public static Fact Rating(int day, int? satisfaction = null, int? difficulty = null) =>
        Of(FactKind.DayRated, FactKeys.Rating(1, day), March(day), 15) with
        {
            DayNumber = day,
            Satisfaction = satisfaction,
            Difficulty = difficulty,
        };

    public static Fact Day(int number, long enrollment = 1) =>
        Of(FactKind.DayCompleted, FactKeys.Day(enrollment, number), March(number), 16) with
        {
            EnrollmentId = enrollment,
            DayNumber = number,
        };

    public static Fact Started(long enrollment, int totalDays, int day = 1) =>
        Of(FactKind.ProgramStarted, FactKeys.Started(enrollment), March(day), 8) with { EnrollmentId = enrollment, TotalDays = totalDays };

    public static Fact Completed(long enrollment, int totalDays, int day) =>
        Of(FactKind.ProgramCompleted, FactKeys.Completed(enrollment), March(day), 20) with
        {
            EnrollmentId = enrollment,
            TotalDays = totalDays,
        };

    public static AchievementCondition Condition(
        Metric metric, int[]? levels = null, AchievementFilter? filter = null, AchievementWindow? window = null) => new()
        {
            Metric = metric,
            Levels = levels ?? [1],
            Filter = filter ?? AchievementFilter.None,
            Window = window ?? AchievementWindow.Ever,
        };

    public static AchievementDefinition Definition(AchievementRule rule, bool isRepeatable = false, string code = "tested") => new()
    {
        Code = code,
        Version = 1,
        Title = code,
        Description = "It is tested.",
        Rule = rule,
        IsRepeatable = isRepeatable,
    };

    public static Standing Evaluate(AchievementDefinition definition, params IEnumerable<Fact> facts) =>
        AchievementEvaluator.Evaluate([definition], facts, Today).ShouldHaveSingleItem();

    public static Standing Evaluate(AchievementRule rule, params IEnumerable<Fact> facts) => Evaluate(Definition(rule), facts);

    private static Fact Of(FactKind kind, string key, DateOnly date, int hour) => new()
    {
        Key = key,
        Kind = kind,
        Date = date,
        At = new DateTimeOffset(date, new TimeOnly(hour, 0), TimeSpan.Zero),
        EnrollmentId = 1,
    };
}
