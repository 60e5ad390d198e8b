using System.Globalization;
using FocusSuite.Insights.Domain.StreakCare;

namespace FocusSuite.Insights.Tests.StreakCare;

/// <summary>Each rule of <see cref="PersonalStreak"/>, by lines of letters: see <see cref="Timeline"/>.</summary>
public class PersonalStreakTests
{
    [Theory]
    [InlineData(".", "o", 0, 0)]
    [InlineData("...", "--o", 0, 0)]
    [InlineData("k", "k", 1, 1)]
    [InlineData("..k", "--k", 1, 1)]
    [InlineData("kkk", "kkk", 3, 3)]
    [InlineData("kkk.", "kkko", 3, 3)]
    [InlineData("vx.s..k", "------k", 1, 1)]
    public void Kept_DatesInARow_AreTheStreakAndTodayBreaksNothing(string line, string expected, int current, int longest)
    {
        var report = Timeline.Report(line);

        (Timeline.Line(report), report.Current, report.Longest).ShouldBe((expected, current, longest));
        report.IsTodayKept.ShouldBe(line[^1] == 'k');
    }

    [Theory]
    [InlineData("kvvvvvvvvvk", "kvvvvvvvvvk")]
    [InlineData("kssxxvk", "kssxxvk")]
    [InlineData("kv", "kv")]
    [InlineData("kx", "kx")]
    [InlineData("xk.....k", "-kffb--k")]
    public void Excused_Dates_BreakNothingAndCostNothing(string line, string expected) =>
        Timeline.Line(Timeline.Report(line)).ShouldBe(expected);

    [Theory]
    [InlineData("kkkkk..k", "kkkkkrrk", 6)]
    [InlineData("kkkkkk.k", "kkkkkkrk", 7)]
    [InlineData("kkkkk.", "kkkkkr", 5)]
    [InlineData("kkkk...k", "kkkkfrrk", 5)]
    public void Rest_AtWeekends_BreaksNothingAndAKeptOneCounts(string line, string expected, int current)
    {
        var report = Timeline.Report(line, DayOfWeek.Saturday, DayOfWeek.Sunday);

        (Timeline.Line(report), report.Current).ShouldBe((expected, current));
    }

    [Theory]
    [InlineData("k.k", "kfk", 2, 1, 1)]
    [InlineData("k..k", "kffk", 2, 0, 1)]
    [InlineData("k..", "kfo", 1, 1, 0)]
    [InlineData("k...k", "kffok", 1, 0, 1)]
    [InlineData("k....k", "kffb-k", 1, 0, 1)]
    [InlineData("k.kkkkkk", "kfkkkkkk", 7, 1, 6)]
    [InlineData("k.kkkkkkk", "kfkkkkkkk", 8, 2, 0)]
    [InlineData("kkkkkkkkkkkk.", "kkkkkkkkkkkko", 12, 2, 0)]
    [InlineData("kkkkkkkkkkkk.k", "kkkkkkkkkkkkfk", 13, 1, 1)]
    [InlineData("k.kkk.kkkk", "kfkkkfkkkk", 8, 1, 0)]
    [InlineData("k..kkkkkkkkkkkkkk", "kffkkkkkkkkkkkkkk", 15, 2, 0)]
    public void Freezes_OfMissedDates_AreSpentAndComeBackAfterSevenKeptDates(
        string line, string expected, int current, int left, int towardNext)
    {
        var report = Timeline.Report(line);

        (Timeline.Line(report), report.Current).ShouldBe((expected, current));
        (report.FreezesLeft, report.KeptTowardNextFreeze).ShouldBe((left, towardNext));
    }

    [Theory]
    [InlineData("k....kkkkkk", 0, 6)]
    [InlineData("k....kkkkkkk", 1, 0)]
    [InlineData("kk....k.....kkkkk", 0, 6)]
    public void Freezes_OverABreak_GoOn(string line, int left, int towardNext)
    {
        var report = Timeline.Report(line);

        (report.FreezesLeft, report.KeptTowardNextFreeze).ShouldBe((left, towardNext));
    }

    [Theory]
    [InlineData("k..k.w", "kffkek", 3)]
    [InlineData("k..k.kw", "kffkekk", 4)]
    [InlineData("k..k.vw", "kffkevk", 3)]
    [InlineData("k..k.sw", "kffkesk", 3)]
    [InlineData("k..k.skw", "kffkeskk", 4)]
    [InlineData("k..k.w.", "kffkeko", 3)]
    [InlineData("k..k..w", "kffkb-k", 1)]
    [InlineData("k..k.kkw", "kffkbkkk", 3)]
    [InlineData("k..k.vvw", "kffkbvvk", 1)]
    [InlineData("k..k.kk", "kffkokk", 2)]
    [InlineData("k..k.", "kffko", 2)]
    public void EarnBack_OfADateWithoutFreeze_TakesTwiceTheWorkOnOneOfTheNextTwo(string line, string expected, int current)
    {
        var report = Timeline.Report(line);

        (Timeline.Line(report), report.Current).ShouldBe((expected, current));
    }

    [Theory]
    [InlineData("k..k.wkkkk.w", "kffkekkkkkbk")]
    [InlineData("k..k.wvvvvvv.w", "kffkekvvvvvvek")]
    [InlineData("k..k.wvvvvv.w", "kffkekvvvvvbk")]
    [InlineData("k..k.wvvvvv..", "kffkekvvvvvbo")]
    public void EarnBack_WithinSevenDatesAfterAnother_IsNotPossible(string line, string expected) =>
        Timeline.Line(Timeline.Report(line)).ShouldBe(expected);

    [Theory]
    [InlineData("k.w", "kfk")]
    [InlineData("k..w", "kffk")]
    public void EarnBack_WhereAFreezeIsLeft_IsNotLookedAt(string line, string expected) =>
        Timeline.Line(Timeline.Report(line)).ShouldBe(expected);

    [Theory]

    // Today is the first date after the missed one: something has to be done on it.
    [InlineData("k..k..", 5, 2)]

    // It was, or need not be: there is one date more.
    [InlineData("k..k.k", 6, 2)]
    [InlineData("k..k.k.", 6, 2)]
    [InlineData("k..k.v", 6, 2)]
    [InlineData("k..k.x.", 6, 2)]
    [InlineData("k..k.sk.", 7, 2)]

    // A date was lost, and the next one waits.
    [InlineData("k..k.k.k", 8, 1)]

    // Nothing waits.
    [InlineData("k..k.", null, 2)]
    [InlineData("k..k.w", null, 3)]
    [InlineData("k..k.kk.", null, 2)]
    public void SavableUntil_WhileADateWaits_IsWhenItIsLost(string line, int? days, int current)
    {
        var report = Timeline.Report(line);

        report.SavableUntil.ShouldBe(days is null ? null : Timeline.Monday.AddDays(days.Value));
        report.Current.ShouldBe(current);
    }

    [Theory]
    [InlineData("kkk", "2026-01-05")]
    [InlineData("k..k.k", "2026-01-05")]
    [InlineData("k..k.kk.", "2026-01-10")]
    [InlineData(".vk", "2026-01-07")]
    [InlineData("k......", null)]
    [InlineData("...", null)]
    public void StartedOn_OfTheCurrentStreak_IsItsFirstKeptDate(string line, string? expected) =>
        Timeline.Report(line).StartedOn.ShouldBe(expected is null ? null : DateOnly.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("k", "k", 1, 2, 0)]
    [InlineData("k.k", "kfk", 2, 1, 1)]
    [InlineData("k.k.k", "kfkfk", 3, 0, 2)]
    [InlineData("k.k.k..", "kfkfkor", 3, 0, 2)]
    [InlineData("k.k.k..w", "kfkfkerk", 4, 0, 3)]
    [InlineData("k.k.k..w.", "kfkfkerko", 4, 0, 3)]
    [InlineData("k.k.k..w.k", "kfkfkerkbk", 1, 0, 4)]
    [InlineData("k.k.k..wkk.", "kfkfkerkkko", 6, 0, 5)]
    public void Report_OfTheDocumentedExample_IsAsDocumented(string line, string expected, int current, int left, int towardNext)
    {
        var report = Timeline.Report(line, DayOfWeek.Sunday);

        (Timeline.Line(report), report.Current).ShouldBe((expected, current));
        (report.FreezesLeft, report.KeptTowardNextFreeze).ShouldBe((left, towardNext));
        report.SavableUntil.ShouldBe(line.Length == 7 ? new DateOnly(2026, 1, 12) : null);
    }

    [Fact]
    public void LateEntry_OnAFrozenDate_KeepsItAndGivesTheFreezeBack()
    {
        var (before, after) = (Timeline.Report("kkk.kk"), Timeline.Report("kkkkkk"));

        (before.Current, before.FreezesLeft, Timeline.Line(before)).ShouldBe((5, 1, "kkkfkk"));
        (after.Current, after.FreezesLeft, Timeline.Line(after)).ShouldBe((6, 2, "kkkkkk"));
    }

    [Fact]
    public void Repair_SetAfterwards_GivesStreakAndFreezesBack()
    {
        Timeline.Line(Timeline.Report("kk....kk")).ShouldBe("kkffb-kk");

        var report = Timeline.Report("kkxxxxkk");

        (report.Current, report.FreezesLeft, Timeline.Line(report)).ShouldBe((4, 2, "kkxxxxkk"));
    }

    [Theory]
    [InlineData("sk", "kk")]
    [InlineData("vk", "kk")]
    [InlineData("xk", "kk")]
    public void Kept_WhateverElseADateIs_IsKept(string line, string expected)
    {
        var input = Timeline.Input(line) with { Kept = new HashSet<DateOnly> { Timeline.Monday, Timeline.Monday.AddDays(1) } };

        Timeline.Line(PersonalStreak.Of(input, Timeline.Today(line))).ShouldBe(expected);
    }

    [Fact]
    public void Excuses_OfOneDate_AreToldInTheirOrder()
    {
        var second = Timeline.Monday.AddDays(1);
        var all = Timeline.Input("ksk", DayOfWeek.Tuesday) with { Repairs = [new RepairWindow(second, second)] };
        all = all with { Settings = all.Settings with { Vacations = [new Vacation(second, second)] } };
        var withoutSkipped = all with { Skipped = new HashSet<DateOnly>() };
        var withoutVacation = withoutSkipped with { Settings = all.Settings with { Vacations = [] } };
        var withoutRest = withoutVacation with { Settings = StreakSettings.None };

        ((IEnumerable<StreakInput>)[all, withoutSkipped, withoutVacation, withoutRest])
            .Select(input => Timeline.Line(PersonalStreak.Of(input, Timeline.Today("ksk"))))
            .ShouldBe(["ksk", "kvk", "krk", "kxk"]);
    }

    [Fact]
    public void Today_OfAPersonWhoHasMovedEast_IsOpenThoughALaterDateIsKept()
    {
        var report = PersonalStreak.Of(Timeline.Input("kk.k"), Timeline.Monday.AddDays(2));

        (Timeline.Line(report), report.Current, report.FreezesLeft, report.IsTodayKept).ShouldBe(("kkok", 3, 2, false));
    }

    [Fact]
    public void Days_OfALongHistory_AreTheLast400AndLongestIsOfAll()
    {
        var line = new string('k', 500) + new string('.', 600);
        var report = Timeline.Report(line);

        report.Days.Count.ShouldBe(PersonalStreak.LookBackDates);
        report.Days[^1].ShouldBe(new StreakDay(Timeline.Today(line), StreakDayKind.Open));
        report.Days.SkipLast(1).ShouldAllBe(day => day.Kind == StreakDayKind.Idle);
        (report.Current, report.Longest, report.FreezesLeft).ShouldBe((0, 500, 0));
    }
}
