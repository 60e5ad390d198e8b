using System.Globalization;
using System.Text.Json.Serialization;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Progress.Domain;

/// <summary>
/// What an enrollment comes to. It is a sum of facts that only ever grow (complete days, focus a day, dates), merged so that any order and
/// any number of repeats of them come to the same; all figures are derived from it. Only a correction takes something back: from then on
/// readings of its day from before it are passed over.
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

    /// <summary>The longest streak that there was before a correction took a date back; 0 where none did.</summary>
    public int StreakBefore { get; init; }

    /// <summary>The longest streak ever. It never falls, as the API's document says.</summary>
    [JsonIgnore]
    public int LongestStreak => Math.Max(StreakBefore, Streak.Longest(Dates, SkippedDates));

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
        var known = Focus.FirstOrDefault(other => other.Day == day.DayNumber);
        if (day is { SessionCount: 0, Corrections: 0 } || known?.Corrections > day.Corrections)
        {
            return this;
        }

        var read = new DayFocus(day.DayNumber, day.CreditedSeconds, day.SessionCount) { Corrections = day.Corrections };
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

    /// <summary>
    /// Takes in a correction. Whether a date still counts, all days together tell; where one has forgotten sessions, all dates stay.
    /// </summary>
    /// <param name="days">All days that were begun, read after this was.</param>
    public EnrollmentProgress WithCorrected(IReadOnlyCollection<ProgramDay> days)
    {
        var merged = days.Aggregate(this, (progress, day) => progress.With(day));
        return days.Any(day => day.HasForgotten)
            ? merged
            : merged with
            {
                StreakBefore = merged.LongestStreak,
                Dates = days.SelectMany(day => day.Sessions).Where(session => session.CountsForStreak).Select(session => session.Date)
                    .Distinct().Aggregate((IReadOnlyList<DateRun>)[], Streak.Add),
            };
    }

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

/// <summary>
/// The credited focus of a day. Between two corrections both figures only ever grow, so of two readings the greater is the newer.
/// </summary>
/// <param name="Day">The day.</param>
/// <param name="Seconds">The time.</param>
/// <param name="Sessions">The sessions.</param>
internal sealed record DayFocus(int Day, long Seconds, int Sessions)
{
    /// <summary>Corrections of the day's sessions when it was read.</summary>
    public int Corrections { get; init; }

    /// <summary>The newer of two readings.</summary>
    public DayFocus Or(DayFocus other) => other.Corrections != Corrections
        ? (other.Corrections > Corrections ? other : this)
        : this with { Seconds = Math.Max(Seconds, other.Seconds), Sessions = Math.Max(Sessions, other.Sessions) };
}
