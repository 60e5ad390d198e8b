using FocusSuite.Identity.Domain;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class KeyScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly KeySchedule Schedule = new(TimeSpan.FromDays(90));

    [Fact]
    public void Next_OfNoKeys_SignsAtOnce() => Schedule.Next(Array.Empty<Key>(), Start).ShouldBe(Start);

    [Theory]
    [InlineData(0, false)]
    [InlineData(88.9, false)]
    [InlineData(89, true)]
    [InlineData(400, true)]
    public void Next_AsTheKeyGrowsOld_IsPublishedADayBeforeItSigns(double days, bool made)
    {
        var now = Start.AddDays(days);
        Schedule.Next([new Key(Start)], now).ShouldBe(made ? now.AddDays(1) : null);
    }

    [Fact]
    public void Next_WhileOneWaitsToSign_IsNull() =>
        Schedule.Next([new Key(Start), new Key(Start.AddDays(90))], Start.AddDays(89.5)).ShouldBeNull();

    [Fact]
    public void Next_WhenNoKeyCanSignHere_SignsAtOnce() =>
        Schedule.Next([new Key(Start, false)], Start.AddDays(1)).ShouldBe(Start.AddDays(1));

    [Theory]
    [InlineData(4, 1)]
    [InlineData(40, 10)]
    [InlineData(96, 24)]
    [InlineData(97, 24)]
    public void Lead_OfALifetime_IsAQuarterOfItAndADayAtTheMost(double lifetime, double lead) =>
        new KeySchedule(lifetime * Hour).Lead.ShouldBe(lead * Hour);

    [Fact]
    public void Current_BetweenTwoKeys_IsTheOneWhoseTimeHasCome()
    {
        Key[] keys = [new(Start), new(Start.AddDays(90))];
        KeySchedule.Current(keys, Start.AddDays(90).AddMilliseconds(-1)).ShouldBe(keys[0]);
        KeySchedule.Current(keys, Start.AddDays(90)).ShouldBe(keys[1]);
        KeySchedule.Current(keys, Start.AddSeconds(-2)).ShouldBe(keys[0], "this replica's clock is behind that of the one which made it");
        KeySchedule.Current(Array.Empty<Key>(), Start).ShouldBeNull();
    }

    [Fact]
    public void Current_WhenTheLatestCannotSignHere_IsTheOneBefore()
    {
        Key[] keys = [new(Start), new(Start.AddDays(1), false)];
        KeySchedule.Current(keys, Start.AddDays(2)).ShouldBe(keys[0]);
    }

    [Fact]
    public void Retired_AfterTheLastTokenHasExpired_AreTheKeysBeforeTheCurrentOne()
    {
        Key[] keys = [new(Start), new(Start.AddDays(90)), new(Start.AddDays(180))];
        KeySchedule.Retired(keys, Start.AddDays(90) + Hour, Hour).ShouldBeEmpty();
        KeySchedule.Retired(keys, Start.AddDays(90) + (2 * Hour), Hour).ShouldBe([keys[0]]);
        var atLast = Start.AddDays(90) + Hour + TimeSpan.FromMinutes(15);
        KeySchedule.Retired(keys, atLast, Hour).ShouldBe([keys[0]]);
        KeySchedule.Retired(keys, atLast.AddTicks(-1), Hour).ShouldBeEmpty();
        KeySchedule.Retired(keys, Start.AddDays(180) + (2 * Hour), Hour).ShouldBe([keys[0], keys[1]]);
        KeySchedule.Retired(keys, Start.AddDays(4000), Hour).ShouldNotContain(keys[2]);
    }

    private sealed record Key(DateTimeOffset SignsFrom, bool CanSign = true) : IScheduledKey;
}
