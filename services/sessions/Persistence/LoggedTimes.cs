using System.Globalization;
using FocusSuite.Documents;
using FocusSuite.Sessions.Domain;

namespace FocusSuite.Sessions.Persistence;

/// <summary>
/// The times of the sessions that a person entered of late. The sessions themselves are documents of their own, so two that are entered at
/// once would not see each other; both have to be noted here first, one after the other.
/// </summary>
internal sealed record LoggedTimes
{
    public const string ByUser = "by_user";

    /// <summary>Sessions that a person can enter of seven days, at most: the document stays small.</summary>
    public const int MaxTimes = 500;

    public static DocumentMap<LoggedTimes> Map { get; } = DocumentMap
        .For<LoggedTimes>("logged_times", times => times.UserId, times => times.Id)
        .Index(ByUser, index => index.Equal(times => times.UserId));

    public required string Id { get; init; }

    public required long UserId { get; init; }

    public IReadOnlyList<LoggedTime> Times { get; init; } = [];

    public static string IdOf(long userId) => userId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Nothing was entered yet.</summary>
    public static LoggedTimes None(long userId) => new() { Id = IdOf(userId), UserId = userId };

    /// <summary>The others' times that a session's time overlaps.</summary>
    public IReadOnlyList<LoggedTime> OverlappedBy(FocusSession session) =>
        [.. Times.Where(time => time.SessionId != session.Id && time.From < session.EndedAt && session.StartedAt < time.To)];

    /// <summary>With one more, without some, and without those that nobody can enter any more.</summary>
    public LoggedTimes With(FocusSession session, IEnumerable<LoggedTime> without, DateTimeOffset now, DateTimeOffset realNow)
    {
        var kept = Times.Except(without).Where(time => time.SessionId != session.Id && time.To > now - FocusSession.CorrectionWindow);
        return this with { Times = [.. kept, new LoggedTime(session.Id, session.StartedAt, session.EndedAt!.Value, realNow)] };
    }
}

/// <summary>The time of a session that was entered, or is about to be.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
/// <param name="NotedAt">When it was noted here, in real time.</param>
internal sealed record LoggedTime(string SessionId, DateTimeOffset From, DateTimeOffset To, DateTimeOffset NotedAt);
