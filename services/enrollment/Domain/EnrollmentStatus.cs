using System.Collections.Frozen;

namespace FocusSuite.Enrollment.Domain;

/// <summary>Where an enrollment stands.</summary>
public enum EnrollmentStatus
{
    /// <summary>Enrolled, not begun.</summary>
    NotStarted = 1,

    /// <summary>Being worked on.</summary>
    InProgress = 2,

    /// <summary>Interrupted by the user.</summary>
    Paused = 3,

    /// <summary>Every day is complete.</summary>
    Completed = 4,

    /// <summary>Given up by the user.</summary>
    Abandoned = 5,
}

/// <summary>The documented words of the statuses: in events, in the table and in answers.</summary>
internal static class StatusWords
{
    private static readonly FrozenDictionary<EnrollmentStatus, string> Words = new Dictionary<EnrollmentStatus, string>
    {
        [EnrollmentStatus.NotStarted] = "not_started",
        [EnrollmentStatus.InProgress] = "in_progress",
        [EnrollmentStatus.Paused] = "paused",
        [EnrollmentStatus.Completed] = "completed",
        [EnrollmentStatus.Abandoned] = "abandoned",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, EnrollmentStatus> Statuses = Words.ToFrozenDictionary(
        pair => pair.Value, pair => pair.Key);

    /// <summary>The word of a status, e.g. <c>in_progress</c>.</summary>
    public static string Word(this EnrollmentStatus status) => Words[status];

    /// <summary>The status of a word.</summary>
    public static EnrollmentStatus Parse(string word) => Statuses[word];
}
