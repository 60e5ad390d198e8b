using System.Globalization;
using System.Text.Json.Serialization;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Progress.Domain;

/// <summary>
/// What an enrollment comes to. It is a sum of facts that only ever grow (complete days, focus a day, dates), merged so that any order and
/// any number of repeats of them come to the same; all figures are derived from it.
/// </summary>
internal sealed record EnrollmentProgress
{
    public required string Id { get; init; }

    public required long UserId { get; init; }

    public required long EnrollmentId { get; init; }

    public required long ProgramId { get; init; }

    /// <summary>The program's length; 0 where enrollment does not know it any more.</summary>
    public int TotalDays { get; init; }

    /// <summary>Complete days as the enrollment knows them, in ascending order: the same figure that its current day comes from.</summary>
    public IReadOnlyList<int> CompletedDays { get; init; } = [];

    /// <summary>The credited focus of each day that has any, in ascending order of days.</summary>
    public IReadOnlyList<DayFocus> Focus { get; init; } = [];

    /// <summary>The calendar dates with a completed session of at least a credited minute.</summary>
    public IReadOnlyList<DateRun> Dates { get; init; } = [];

    /// <summary>Dates before those that their person never had: no streak breaks on them.</summary>
    public IReadOnlyList<DateOnly> SkippedDates { get; init; } = [];

    [JsonIgnore]
    public long TotalSeconds => Focus.Sum(day => day.Seconds);

    [JsonIgnore]
    public int TotalSessions => Focus.Sum(day => day.Sessions);

    public static string IdOf(long enrollmentId) => enrollmentId.ToString(CultureInfo.InvariantCulture);

    public static EnrollmentProgress None(long userId, long enrollmentId, long programId) => new()
    {
        Id = IdOf(enrollmentId),
        UserId = userId,
        EnrollmentId = enrollmentId,
        ProgramId = programId,
    };

    /// <summary>Takes in the focus of a day, as its document has it.</summary>
    public EnrollmentProgress With(ProgramDay day)
    {
        if (day.SessionCount == 0)
        {
            return this;
        }

        var read = new DayFocus(day.DayNumber, day.CreditedSeconds, day.SessionCount);
        var known = Focus.FirstOrDefault(other => other.Day == day.DayNumber);
        return this with
        {
            Focus =
            [
                .. Focus.Where(other => other.Day != day.DayNumber).Append(known is null ? read : known.Or(read))
                    .OrderBy(other => other.Day),
            ],
            Dates = day.Sessions.Where(session => session.CountsForStreak).Select(session => session.Date).Distinct()
                .Aggregate(Dates, Streak.Add),
            SkippedDates = Union(SkippedDates, day.Sessions.SelectMany(session => session.Skipped)),
        };
    }

    /// <summary>Takes in the date of a completed session, which the day may have forgotten already.</summary>
    public EnrollmentProgress With(SessionCredit credit) => this with
    {
        Dates = credit.CountsForStreak ? Streak.Add(Dates, credit.Date) : Dates,
        SkippedDates = Union(SkippedDates, credit.Skipped),
    };

    /// <summary>Takes in how long the program is.</summary>
    public EnrollmentProgress With(int totalDays) => this with { TotalDays = Math.Max(TotalDays, totalDays) };

    /// <summary>Takes in which days are complete.</summary>
    public EnrollmentProgress With(ProgramAdvanced advanced)
    {
        var completed = CompletedDays.Union(advanced.CompletedDays).Append(advanced.CompletedDay).Distinct().Order().ToList();
        return (this with { CompletedDays = completed }).With(advanced.TotalDays);
    }

    private static IReadOnlyList<DateOnly> Union(IReadOnlyList<DateOnly> known, IEnumerable<DateOnly> more) =>
        more.Except(known).ToList() is { Count: > 0 } added ? [.. known.Concat(added).Order()] : known;
}

/// <summary>The credited focus of a day. Both figures only ever grow, so of two readings the greater is the newer.</summary>
/// <param name="Day">The day.</param>
/// <param name="Seconds">The time.</param>
/// <param name="Sessions">The sessions.</param>
internal sealed record DayFocus(int Day, long Seconds, int Sessions)
{
    public DayFocus Or(DayFocus other) => new(Day, Math.Max(Seconds, other.Seconds), Math.Max(Sessions, other.Sessions));
}
