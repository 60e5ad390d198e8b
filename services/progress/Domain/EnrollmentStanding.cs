using FocusSuite.Domain;

namespace FocusSuite.Progress.Domain;

/// <summary>What never changes of an enrollment.</summary>
/// <param name="Id">The enrollment.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="ProgramId">Its program.</param>
/// <param name="ProgramVersion">The version of it that the enrollment keeps.</param>
/// <param name="TotalDays">How many days that has.</param>
internal sealed record EnrollmentFacts(long Id, long UserId, long ProgramId, int ProgramVersion, int TotalDays)
{
    /// <summary>Whether the program has such a day.</summary>
    /// <param name="dayNumber">The day.</param>
    public bool Has(int dayNumber) => dayNumber >= 1 && dayNumber <= TotalDays;
}

/// <summary>What a day of a program asks for.</summary>
/// <param name="DayNumber">The day, from 1.</param>
/// <param name="TargetMinutes">How long to focus.</param>
/// <param name="Tasks">What to do.</param>
internal sealed record DayPlan(int DayNumber, int TargetMinutes, IReadOnlyList<string> Tasks);

/// <summary>What a user may do in an enrollment by its status.</summary>
public enum EnrollmentPhase
{
    /// <summary>Not begun, paused, or given up: its days can be read.</summary>
    Closed,

    /// <summary>Being worked on.</summary>
    InProgress,

    /// <summary>Completed: its days can be looked back on.</summary>
    Completed,
}

/// <summary>Where an enrollment stands when a request comes: enrollment's alone to know, and asked before the request is decided.</summary>
/// <param name="Facts">What never changes of it.</param>
/// <param name="Phase">What its status allows.</param>
/// <param name="CurrentDay">The day that it is on.</param>
internal sealed record EnrollmentStanding(EnrollmentFacts Facts, EnrollmentPhase Phase, int CurrentDay)
{
    /// <summary>
    /// Why a day may not be worked on; null where it may: the program has to be in progress, and the day no later than the current one.
    /// </summary>
    /// <param name="dayNumber">The day.</param>
    public Refusal? RefusalToWorkOn(int dayNumber) => RefusalOf(dayNumber, Phase == EnrollmentPhase.InProgress);

    /// <summary>As for work, but the days of a completed program can be looked back on, too.</summary>
    /// <param name="dayNumber">The day.</param>
    public Refusal? RefusalToReview(int dayNumber) =>
        RefusalOf(dayNumber, Phase is EnrollmentPhase.InProgress or EnrollmentPhase.Completed);

    private Refusal? RefusalOf(int dayNumber, bool phaseAllowsIt) =>
        !phaseAllowsIt ? Refusal.ProgramNotInProgress
        : dayNumber > CurrentDay || !Facts.Has(dayNumber) ? Refusal.DayLocked
        : null;
}
