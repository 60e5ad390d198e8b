using FocusSuite.Insights.Domain.StreakCare;
using FsCheck.Xunit;

namespace FocusSuite.Insights.Tests.StreakCare;

/// <summary>What holds of every history: lines of letters again, see <see cref="Timeline"/>.</summary>
public class PersonalStreakProperties
{
    // Mostly kept, so that streaks grow long enough to be spared and lost.
    private const string Letters = "kkkkkkkkwwww.....vxs";

    [Property(MaxTest = 500)]
    public bool Report_OfAnyHistory_IsWithinItsBounds(byte[] days)
    {
        var line = Line(days);
        var (input, report) = (Timeline.Input(line), Timeline.Report(line));

        return report.Current <= report.Longest && report.Longest <= input.Kept.Count
            && report.FreezesLeft is >= 0 and <= Freezes.Max
            && report.KeptTowardNextFreeze is >= 0 and < Freezes.KeptDatesPerFreeze
            && report.StartedOn is null == (report.Current == 0)
            && (report.StartedOn is not { } started || input.Kept.Contains(started))
            && Count(report, StreakDayKind.Frozen) <= Freezes.Max + (input.Kept.Count / Freezes.KeptDatesPerFreeze)
            && report.Days.All(day => day.Kind == StreakDayKind.Kept == input.Kept.Contains(day.Date))
            && report.Days.Count == PersonalStreak.LookBackDates
            && report.Days.Zip(report.Days.Skip(1)).All(pair => pair.First.Date.AddDays(1) == pair.Second.Date);
    }

    [Property(MaxTest = 300)]
    public bool Longest_WhileDatesPass_NeverFalls(byte[] days)
    {
        var line = Line(days);
        var longest = Enumerable.Range(1, line.Length).Select(length => Timeline.Report(line[..length]).Longest).ToList();

        return longest.SequenceEqual(longest.Order());
    }

    [Property(MaxTest = 300)]
    public bool Past_OnceItCannotBeEarnedBack_StaysWhatItWas(byte[] days)
    {
        var line = Line(days);
        var end = Timeline.Line(Timeline.Report(line));
        return Enumerable.Range(1, line.Length).All(length =>
        {
            var then = Timeline.Line(Timeline.Report(line[..length]));
            return then.Zip(end).All(pair => pair.First == pair.Second || pair.First == 'o');
        });
    }

    [Property(MaxTest = 500)]
    public bool Current_WhenTodayIsKept_DoesNotFall(byte[] days)
    {
        var line = Line(days);
        var (not, kept, twice) = (Timeline.Report(line + '.'), Timeline.Report(line + 'k'), Timeline.Report(line + 'w'));

        return kept.IsTodayKept && !not.IsTodayKept && not.Current <= kept.Current && kept.Current <= twice.Current
            && not.Longest <= kept.Longest && twice.SavableUntil is null;
    }

    [Property(MaxTest = 500)]
    public bool LateEntry_OnTheLastFrozenDateOfALivingStreak_AddsItAndGivesTheFreezeBack(byte[] days)
    {
        var line = Line(days);
        var before = Timeline.Report(line);
        var kinds = Timeline.Line(before);
        var frozen = kinds.LastIndexOf('f');
        if (frozen < 0 || kinds.AsSpan(frozen).IndexOfAny("beo") is >= 0 and var other && other < kinds.Length - frozen - 1)
        {
            return true;
        }

        var after = Timeline.Report(line[..frozen] + 'k' + line[(frozen + 1)..]);

        return after.Current == before.Current + 1
            && after.FreezesLeft >= before.FreezesLeft
            && (after.FreezesLeft > before.FreezesLeft || before.FreezesLeft == Freezes.Max || after.FreezesLeft == Freezes.Max)
            && Timeline.Line(after) == kinds[..frozen] + 'k' + kinds[(frozen + 1)..];
    }

    [Property(MaxTest = 300)]
    public bool Report_InARepairWindowOverAll_NeitherBreaksNorCosts(byte[] days)
    {
        var line = Line(days);
        var input = Timeline.Input(line) with { Repairs = [new RepairWindow(Timeline.Monday, Timeline.Today(line))] };
        var report = PersonalStreak.Of(input, Timeline.Today(line));

        return report.Current == input.Kept.Count && report.FreezesLeft == Freezes.Max && !Timeline.Line(report).Contains('b');
    }

    [Property(MaxTest = 300)]
    public bool Report_WithSkippedDatesTakenOut_CountsTheSame(byte[] days)
    {
        // Without earning back, whose seven dates go by the calendar.
        var line = Line(days).Replace('w', 'k') + '.';
        var (all, without) = (Timeline.Report(line), Timeline.Report(line.Replace("s", "")));

        return (all.Current, all.Longest, all.FreezesLeft, all.KeptTowardNextFreeze)
            == (without.Current, without.Longest, without.FreezesLeft, without.KeptTowardNextFreeze);
    }

    private static int Count(StreakReport report, StreakDayKind kind) => report.Days.Count(day => day.Kind == kind);

    private static string Line(byte[] days) => "k" + string.Concat(days.Take(200).Select(day => Letters[day % Letters.Length]));
}
