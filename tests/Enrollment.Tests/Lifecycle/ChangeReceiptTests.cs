using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.ServiceDefaults.Errors;
using Shouldly;
using Xunit;
using static FocusSuite.Enrollment.Lifecycle.ChangeVerbs;

namespace FocusSuite.Enrollment.Tests.Lifecycle;

public class ChangeReceiptTests
{
    [Theory]
    [InlineData("key", 0, true)]
    [InlineData("key", 1439, true)]
    [InlineData("key", 1440, false)]
    [InlineData("other", 0, false)]
    [InlineData(null, 0, false)]
    public void Find_ByKeyAndAge_KnowsTheRequestForADay(string? key, int minutesLater, bool known)
    {
        var enrollment = Changed("key", Pause);

        (ChangeReceipt.Find(enrollment, key, Pause, Some.Now.AddMinutes(minutesLater)) is not null).ShouldBe(known);
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public void Find_AfterAnotherChange_KnowsTheFirstRequestStill(string? other)
    {
        var enrollment = ChangeReceipt.Keep(Changed("key", Pause) with { CurrentDay = 4 }, other, Resume, Some.Now.AddMinutes(1));

        ChangeReceipt.Find(enrollment, "key", Pause, Some.Now.AddMinutes(2)).ShouldBe(new ChangeReceipt("key", Pause, Some.Now, 1));
        (enrollment.ChangeKey, enrollment.ChangedAt).ShouldBe((other, Some.Now.AddMinutes(1)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1439, true)]
    [InlineData(1440, false)]
    public void Find_WithAnotherVerb_IsRefusedForADay(int minutesLater, bool refused)
    {
        var find = () => ChangeReceipt.Find(Changed("key", Pause), "key", Resume, Some.Now.AddMinutes(minutesLater));

        if (refused)
        {
            Should.Throw<ApiException>(() => find()).Code.ShouldBe(ErrorCodes.IdempotencyKeyReused);
        }
        else
        {
            find().ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(1439, true)]
    [InlineData(1440, false)]
    public void Find_OfAChangeByTheVersionBefore_KnowsItsKeyWithAnyVerbForADay(int minutesLater, bool known)
    {
        var before = Some.Enrollment() with { ChangeKey = "before", ChangedAt = Some.Now, CurrentDay = 3 };

        foreach (var verb in (string[])[Pause, Resume])
        {
            ChangeReceipt.Find(before, "before", verb, Some.Now.AddMinutes(minutesLater))
                .ShouldBe(known ? new ChangeReceipt("before", null, Some.Now, 3) : null);
        }
    }

    [Fact]
    public void Keep_AfterAChangeByTheVersionBefore_KnowsBothKeys()
    {
        var before = Changed("first", Pause) with { ChangeKey = "before", ChangedAt = Some.Now.AddMinutes(1) };

        var after = ChangeReceipt.Keep(before, "last", Pause, Some.Now.AddMinutes(2));

        after.ChangeReceipts.Select(receipt => (receipt.Key, receipt.Verb)).ShouldBe([("first", Pause), ("before", null), ("last", Pause)]);
    }

    [Fact]
    public void Keep_ManyRequests_ForgetsTheOldestAndTheOutdated()
    {
        var enrollment = ChangeReceipt.Keep(Some.Enrollment(), "yesterday", Pause, Some.Now.AddDays(-1));

        enrollment = Enumerable.Range(0, ChangeReceipt.Remembered)
            .Aggregate(enrollment, (current, number) => ChangeReceipt.Keep(current, $"{number}", Pause, Some.Now));
        enrollment.ChangeReceipts.Select(receipt => receipt.Key).ShouldBe(Enumerable.Range(0, ChangeReceipt.Remembered).Select(number => $"{number}"));

        enrollment = ChangeReceipt.Keep(enrollment, "last", Pause, Some.Now);
        enrollment.ChangeReceipts.Count.ShouldBe(ChangeReceipt.Remembered);
        (enrollment.ChangeReceipts[0].Key, enrollment.ChangeReceipts[^1].Key).ShouldBe(("1", "last"));
    }

    [Fact]
    public void Find_AKeyThatWasTakenAnewAfterADay_IsTheNewRequest()
    {
        var enrollment = ChangeReceipt.Keep(Changed("key", Pause), "key", Resume, Some.Now.AddDays(1));

        ChangeReceipt.Find(enrollment, "key", Resume, Some.Now.AddDays(1)).ShouldNotBeNull().At.ShouldBe(Some.Now.AddDays(1));
    }

    private static ProgramEnrollment Changed(string key, string verb) => ChangeReceipt.Keep(Some.Enrollment(), key, verb, Some.Now);
}
