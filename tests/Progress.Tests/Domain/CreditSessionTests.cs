using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

public class CreditSessionTests
{
    [Fact]
    public void Credit_TheSameSessionTenTimes_CountsOnce()
    {
        var day = Enumerable.Range(0, 10).Aggregate(Some.Day(), (current, _) => current.WithFocus(90, "once"));

        (day.CreditedSeconds, day.SessionCount).ShouldBe((90L, 1));
    }

    [Fact]
    public void Credit_TwoSessionsOfNinetySeconds_AreThreeMinutes() =>
        Percentages.WholeMinutes(Some.Day().WithFocus(90, "a").WithFocus(90, "b").CreditedSeconds).ShouldBe(3);

    [Fact]
    public void Credit_MoreSessionsThanAreRemembered_StillAddsUpAndStaysSmall()
    {
        var day = Enumerable.Range(0, SessionCredit.MaxKept + 50)
            .Aggregate(Some.Day(), (current, number) => current.WithFocus(1, $"s{number}"));

        (day.CreditedSeconds, day.SessionCount).ShouldBe((1050L, 1050));
        day.Sessions.Count.ShouldBe(SessionCredit.MaxKept);
        day.Sessions[^1].Id.ShouldBe("s1049");
    }
}
