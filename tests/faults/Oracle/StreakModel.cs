using System.Globalization;
using System.Text.Json.Nodes;

namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>
/// The streak as the contract counts it: consecutive calendar dates with a completed session of at least one credited minute, 0 where the
/// last one is before yesterday. The date is that of the end of the credited time, not that of the tap. The laboratory's users live by
/// UTC, and their days begin at midnight.
/// </summary>
/// <param name="dates">The dates that count.</param>
public sealed class StreakModel(IEnumerable<DateOnly> dates)
{
    private const int LeastSeconds = 60;

    private readonly SortedSet<DateOnly> _dates = [.. dates];

    /// <summary>What the completed ones of these sessions come to.</summary>
    public static StreakModel Of(IEnumerable<JsonNode> sessions) => new(sessions
        .Where(session => (string)session["status"]! == "Completed" && (int)session["creditedSeconds"]! >= LeastSeconds)
        .Select(session => DateOf(EndOfWork(session))));

    /// <summary>What the totals of an enrollment say: dates in a row, both ends included.</summary>
    public static StreakModel OfTotals(JsonNode? totals) =>
        new((totals?["dates"]!.AsArray() ?? []).SelectMany(run => Row(Read(run!["first"]!), Read(run["last"]!))));

    /// <summary>The longest row.</summary>
    public int Longest => _dates.Select(LengthUpTo).DefaultIfEmpty().Max();

    /// <summary>The row that is alive at a time.</summary>
    public int CurrentAt(DateTimeOffset now) => _dates.Count > 0 && _dates.Max >= DateOf(now).AddDays(-1) ? LengthUpTo(_dates.Max) : 0;

    public override string ToString() => string.Join(',', _dates.Select(date => date.ToString("O", CultureInfo.InvariantCulture)));

    /// <summary>
    /// Where the credited time ended: the clock is walked from one pause to the next until it stands for good or shows the planned time.
    /// </summary>
    private static DateTimeOffset EndOfWork(JsonNode session)
    {
        var (at, left, end) = (
            (DateTimeOffset)session["startedAt"]!,
            TimeSpan.FromSeconds((int)session["plannedSeconds"]!),
            (DateTimeOffset)session["endedAt"]!);
        var lastWorked = at;
        foreach (var (from, to) in session["pauses"]!.AsArray().Select(
            pause => ((DateTimeOffset)pause!["from"]!, (DateTimeOffset)pause["to"]!)).Append((end, end)))
        {
            var ran = from < end ? from - at : end - at;
            if (ran >= left)
            {
                return at + left;
            }

            (lastWorked, left, at) = (ran > TimeSpan.Zero ? at + ran : lastWorked, left - ran, to);
        }

        return lastWorked;
    }

    private int LengthUpTo(DateOnly date)
    {
        var length = 0;
        while (_dates.Contains(date.AddDays(-length)))
        {
            length++;
        }

        return length;
    }

    private static DateOnly Read(JsonNode date) => DateOnly.Parse((string)date!, CultureInfo.InvariantCulture);

    private static IEnumerable<DateOnly> Row(DateOnly first, DateOnly last) =>
        Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);

    private static DateOnly DateOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
