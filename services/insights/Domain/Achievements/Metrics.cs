namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>What is to be known of each metric, in one table.</summary>
internal static class Metrics
{
    /// <summary>
    /// A session counts from so many credited seconds on, as a date of a streak does: to start and to stop at once earns nothing.
    /// </summary>
    public const int MinSessionSeconds = 60;

    /// <summary>From here on, of 5, a session was productive, and a day good or hard.</summary>
    private const int High = 4;

    private static readonly MetricTraits[] Table =
    [
        OfSessions(Metric.Sessions, "sessions", (_, _) => true),
        OfSessions(Metric.FocusMinutes, "focus_minutes", (_, _) => true) with
        {
            Shape = MetricShape.Minutes, Unit = "minutes", MaxADate = 240,
        },
        OfSessions(Metric.FocusDates, "focus_dates", (_, _) => true) with { Shape = MetricShape.Dates, Unit = "days", MaxADate = 1 },
        OfSessions(Metric.StreakDates, "streak_dates", (_, _) => true) with
        {
            Shape = MetricShape.Run, Unit = "days in a row", MaxADate = 1,
        },
        OfSessions(Metric.UnbrokenSessions, "unbroken_sessions", (fact, _) => fact.Pauses == 0),
        OfSessions(Metric.DistractionFreeSessions, "distraction_free_sessions", (fact, history) => !history.IsDistracted(fact.Key)),
        OfSessions(
            Metric.PlannedSessionsKept,
            "planned_sessions_kept",
            (fact, _) => fact.PlannedSeconds > 0 && fact.Seconds >= fact.PlannedSeconds),
        OfSessions(Metric.RatedSessions, "rated_sessions", (fact, _) => fact.Productivity is not null),
        OfSessions(Metric.ProductiveSessions, "productive_sessions", (fact, _) => fact.Productivity >= High),
        Of(Metric.Distractions, "distractions", FactKind.DistractionNoted, "distractions", 20),
        Of(Metric.Tasks, "tasks", FactKind.TaskDone, "tasks", 20),
        Of(Metric.Reflections, "reflections", FactKind.ReflectionWritten, "reflections", 5),
        Of(Metric.ReflectionDates, "reflection_dates", FactKind.ReflectionWritten, "days", 1) with { Shape = MetricShape.Dates },
        Of(Metric.ReflectionStreakDates, "reflection_streak_dates", FactKind.ReflectionWritten, "days in a row", 1) with
        {
            Shape = MetricShape.Run,
        },
        Of(Metric.RatedDays, "rated_days", FactKind.DayRated, "rated days", 3),
        Of(Metric.GoodDays, "good_days", FactKind.DayRated, "good days", 3) with { Counts = (fact, _) => fact.Satisfaction >= High },
        Of(Metric.HardDays, "hard_days", FactKind.DayRated, "hard days", 3) with { Counts = (fact, _) => fact.Difficulty >= High },
        Of(Metric.CompletedDays, "completed_days", FactKind.DayCompleted, "program days", 3),
        Of(Metric.ProgramsStarted, "programs_started", FactKind.ProgramStarted, "programs", 1),
        Of(Metric.ProgramsCompleted, "programs_completed", FactKind.ProgramCompleted, "programs", 1),
    ];

    /// <summary>All of them, in the vocabulary's order.</summary>
    public static IReadOnlyList<MetricTraits> All => Table;

    /// <summary>What is to be known of one.</summary>
    /// <param name="metric">The metric.</param>
    public static MetricTraits Of(Metric metric) => Table[(int)metric];

    private static MetricTraits OfSessions(Metric metric, string word, Func<Fact, FactHistory, bool> counts) =>
        Of(metric, word, FactKind.SessionCredited, "sessions", 8) with
        {
            Counts = (fact, history) => fact.Seconds >= MinSessionSeconds && counts(fact, history),
        };

    private static MetricTraits Of(Metric metric, string word, FactKind kind, string unit, int maxADate) => new()
    {
        Metric = metric,
        Word = word,
        Kind = kind,
        Unit = unit,
        MaxADate = maxADate,
        Counts = (_, _) => true,
    };
}

/// <summary>What is to be known of a metric.</summary>
internal sealed record MetricTraits
{
    public required Metric Metric { get; init; }

    /// <summary>What definitions call it.</summary>
    public required string Word { get; init; }

    /// <summary>The facts that it is about.</summary>
    public required FactKind Kind { get; init; }

    public MetricShape Shape { get; init; }

    /// <summary>What is counted, for people: "3 of 5 sessions".</summary>
    public required string Unit { get; init; }

    /// <summary>More than this on one date is no goal to set anybody: see <see cref="HealthyMeasure"/>.</summary>
    public required int MaxADate { get; init; }

    /// <summary>Which of these facts count. It may look at all facts, but not at their order of arrival.</summary>
    public required Func<Fact, FactHistory, bool> Counts { get; init; }

    /// <summary>Whether it is about sessions, so that a filter may ask for their length.</summary>
    public bool IsOfSessions => Kind == FactKind.SessionCredited;

    /// <summary>Whether it counts dates, of which a week has seven.</summary>
    public bool IsOfDates => Shape is MetricShape.Dates or MetricShape.Run;
}
