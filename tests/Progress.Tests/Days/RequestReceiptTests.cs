using FocusSuite.Progress.Days;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Days;

public class RequestReceiptTests
{
    [Theory]
    [InlineData("key", 0, true)]
    [InlineData("key", 1439, true)]
    [InlineData("key", 1440, false)]
    [InlineData("other", 0, false)]
    [InlineData(null, 0, false)]
    public void Find_ByKeyAndAge_KnowsTheRequestForADay(string? key, int minutesLater, bool known)
    {
        var day = RequestReceipt.Keep(Some.Day(), new RequestReceipt("key", Some.Noon, 2, false));

        var found = RequestReceipt.Find(day, key, Some.Noon.AddMinutes(minutesLater));

        (found is not null).ShouldBe(known);
    }

    [Fact]
    public void Keep_ManyRequests_ForgetsTheOldestAndTheOutdated()
    {
        var day = RequestReceipt.Keep(Some.Day(), new RequestReceipt("yesterday", Some.Noon.AddDays(-1), 0, false));
        day = Enumerable.Range(0, 150)
            .Aggregate(day, (current, number) => RequestReceipt.Keep(current, new RequestReceipt($"{number}", Some.Noon, number, false)));

        day.Receipts.Count.ShouldBe(RequestReceipt.Remembered);
        day.Receipts[0].Key.ShouldBe("50");
        RequestReceipt.Find(day, "149", Some.Noon)!.Count.ShouldBe(149);
        RequestReceipt.Find(day, "yesterday", Some.Noon).ShouldBeNull();
    }

    [Fact]
    public void Keep_ARequestOfExactlyADayAgo_IsForgotten()
    {
        var day = RequestReceipt.Keep(Some.Day(), new RequestReceipt("yesterday", Some.Noon.AddDays(-1), 0, false));

        RequestReceipt.Keep(day, new RequestReceipt("today", Some.Noon, 0, false)).Receipts.ShouldHaveSingleItem().Key.ShouldBe("today");
    }
}
