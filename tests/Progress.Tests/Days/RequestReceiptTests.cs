using FocusSuite.Progress.Days;
using FocusSuite.Progress.Rating;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Progress.Tests.Days;

public class RequestReceiptTests
{
    private static readonly string Fingerprint = string.Concat(Enumerable.Repeat("0123456789ABCDEF", 4));
    private static readonly string Another = string.Concat(Enumerable.Repeat("0123456789ABCDE0", 4));

    [Theory]
    [InlineData("key", 0, true)]
    [InlineData("key", 1439, true)]
    [InlineData("key", 1440, false)]
    [InlineData("other", 0, false)]
    [InlineData(null, 0, false)]
    public void Find_ByKeyAndAge_KnowsTheRequestForADay(string? key, int minutesLater, bool known)
    {
        var day = RequestReceipt.Keep(Some.Day(), new RequestReceipt("key", Some.Noon, 2, false));

        var found = RequestReceipt.Find(day, key, Fingerprint, Some.Noon.AddMinutes(minutesLater));

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
        RequestReceipt.Find(day, "149", Fingerprint, Some.Noon)!.Count.ShouldBe(149);
        RequestReceipt.Find(day, "yesterday", Fingerprint, Some.Noon).ShouldBeNull();
    }

    [Fact]
    public void Keep_ARequestOfExactlyADayAgo_IsForgotten()
    {
        var day = RequestReceipt.Keep(Some.Day(), new RequestReceipt("yesterday", Some.Noon.AddDays(-1), 0, false));

        RequestReceipt.Keep(day, new RequestReceipt("today", Some.Noon, 0, false)).Receipts.ShouldHaveSingleItem().Key.ShouldBe("today");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1439, true)]
    [InlineData(1440, false)]
    public void Find_WithAnotherFingerprint_IsRefusedForADay(int minutesLater, bool refused)
    {
        var day = RequestReceipt.Keep(Some.Day(), RequestReceipt.For("key", Fingerprint, Some.Noon, DayOutcome.Unchanged(Some.Day(), 2)));
        var find = () => RequestReceipt.Find(day, "key", Another, Some.Noon.AddMinutes(minutesLater));

        if (refused)
        {
            Should.Throw<ApiException>(() => find()).Code.ShouldBe(ErrorCodes.IdempotencyKeyReused);
        }
        else
        {
            find().ShouldBeNull();
        }

        RequestReceipt.Find(day, "key", Fingerprint, Some.Noon)!.Fingerprint.ShouldBe("0123456789ABCDEF");
    }

    [Fact]
    public void Find_AReceiptOfTheVersionBefore_MatchesByItsKeyAlone()
    {
        var day = RequestReceipt.Keep(Some.Day(), new RequestReceipt("key", Some.Noon, 2, false));

        RequestReceipt.Find(day, "key", Another, Some.Noon)!.Count.ShouldBe(2);
    }

    [Fact]
    public void For_AnOutcome_KeepsWhatItsAnswerTold()
    {
        var outcome = DayOutcome.Unchanged(Some.Complete(), 3) with { Rating = new DayRating(1, 2, "Notes.") };

        RequestReceipt.For("key", Fingerprint, Some.Noon, outcome)
            .ShouldBe(new RequestReceipt("key", Some.Noon, 3, true) { Fingerprint = "0123456789ABCDEF", Rating = new DayRating(1, 2, "Notes.") });
    }
}
