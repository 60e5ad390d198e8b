using System.Globalization;
using FocusSuite.Documents;

namespace FocusSuite.Sessions.Persistence;

/// <summary>
/// A note that an enrollment has ended. A start that had its permission before may save its session after the first look for one; so there
/// is a second look when no such start can be under way any more, and then the note goes.
/// </summary>
internal sealed record EndedEnrollment
{
    public const string ByUser = "by_user";
    public const string Due = "due";

    /// <summary>Longer than any call may take, from its permission to its save. Real time, as calls take it.</summary>
    public static readonly TimeSpan SecondLookAfter = TimeSpan.FromSeconds(30);

    public static DocumentMap<EndedEnrollment> Map { get; } = DocumentMap
        .For<EndedEnrollment>("ended_enrollments", ended => ended.UserId, ended => ended.Id)
        .Index(ByUser, index => index.Equal(ended => ended.UserId))
        .Index(Due, index => index.Sort(ended => ended.LookAgainAt));

    public required string Id { get; init; }

    public required long UserId { get; init; }

    public required long EnrollmentId { get; init; }

    /// <summary>When it ended, in suite time.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The operation that ended it: what a second look ends follows from it, too.</summary>
    public required Guid CorrelationId { get; init; }

    /// <summary>When to look again, in real time.</summary>
    public required DateTimeOffset LookAgainAt { get; init; }

    public static string IdOf(long enrollmentId) => enrollmentId.ToString(CultureInfo.InvariantCulture);
}
