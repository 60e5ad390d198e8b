namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>What a condition measures. The vocabulary is closed: a definition combines these and adds none.</summary>
internal enum Metric
{
    /// <summary>Sessions.</summary>
    Sessions,

    /// <summary>Whole minutes of focus in all sessions together.</summary>
    FocusMinutes,

    /// <summary>Dates with a session.</summary>
    FocusDates,

    /// <summary>The longest run of dates with a session.</summary>
    StreakDates,

    /// <summary>Sessions whose clock was never stopped.</summary>
    UnbrokenSessions,

    /// <summary>Sessions in which no distraction was noted.</summary>
    DistractionFreeSessions,

    /// <summary>Sessions that lasted as long as was planned.</summary>
    PlannedSessionsKept,

    /// <summary>Sessions of which was said how productive they were.</summary>
    RatedSessions,

    /// <summary>Sessions that were productive: 4 or 5 of 5.</summary>
    ProductiveSessions,

    /// <summary>Distractions that were noted.</summary>
    Distractions,

    /// <summary>Tasks done.</summary>
    Tasks,

    /// <summary>Reflections written.</summary>
    Reflections,

    /// <summary>Dates with a reflection.</summary>
    ReflectionDates,

    /// <summary>The longest run of dates with a reflection.</summary>
    ReflectionStreakDates,

    /// <summary>Days rated.</summary>
    RatedDays,

    /// <summary>Days rated as good: 4 or 5 of 5.</summary>
    GoodDays,

    /// <summary>Days rated as hard: 4 or 5 of 5.</summary>
    HardDays,

    /// <summary>Days of programs completed.</summary>
    CompletedDays,

    /// <summary>Programs started.</summary>
    ProgramsStarted,

    /// <summary>Programs completed.</summary>
    ProgramsCompleted,
}

/// <summary>How the facts of a metric become a number.</summary>
internal enum MetricShape
{
    /// <summary>Each fact counts as one.</summary>
    Count,

    /// <summary>The seconds of all facts together, in whole minutes.</summary>
    Minutes,

    /// <summary>Each date counts as one, however many facts it has.</summary>
    Dates,

    /// <summary>The longest run of dates one after the other.</summary>
    Run,
}
