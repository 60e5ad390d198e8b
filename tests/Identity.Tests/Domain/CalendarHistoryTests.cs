using FocusSuite.Identity.Domain;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class CalendarHistoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CalendarHistory None = new(42, []);

    [Fact]
    public void Continue_WithTheSameSettings_ChangesNothing()
    {
        var history = None.Continue("Asia/Tokyo", 4, Now);

        history.Continue("Asia/Tokyo", 4, Now.AddDays(1)).ShouldBeSameAs(history);
        history.Continue("Asia/Tokyo", 5, Now.AddDays(1)).Entries.Count.ShouldBe(2);
        history.Continue("Europe/London", 4, Now.AddDays(1)).Entries.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0.001)]
    [InlineData(-5, 0.001)]
    public void Continue_WhereClocksDiffer_IsAfterTheSettingsBefore(double seconds, double expected) =>
        None.Continue("UTC", 0, Now).Continue("UTC", 1, Now.AddSeconds(seconds)).Latest!.EffectiveFrom.ShouldBe(Now.AddSeconds(expected));

    [Fact]
    public void Continue_WithoutEnd_KeepsTheLastHundred()
    {
        var history = Enumerable.Range(0, 101).Aggregate(None, (before, number) => before.Continue("UTC", number % 2, Now.AddDays(number)));

        history.Entries.Count.ShouldBe(100);
        (history.Entries[0].EffectiveFrom, history.Latest!.EffectiveFrom).ShouldBe((Now.AddDays(1), Now.AddDays(100)));
    }
}
