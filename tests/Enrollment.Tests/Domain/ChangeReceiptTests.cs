using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Domain;

/// <summary>A request acts once, and its repeat is answered as it was.</summary>
public class ChangeReceiptTests
{
    [Theory]
    [InlineData("key", 0, true)]
    [InlineData("key", 1440, true)]
    [InlineData("key", 1441, false)]
    [InlineData("other", 0, false)]
    [InlineData(null, 0, false)]
    public void Repeat_ByKeyAndAge_IsKnownForADay(string? key, int minutesLater, bool known)
    {
        var paused = Paused("key");

        var again = paused.Pause(Request(key, minutesLater));

        if (known)
        {
            again.State.ShouldBeSameAs(paused);
            (again.Refusal, again.ChangesNothing).ShouldBe((null, true));
        }
        else
        {
            again.Refusal!.Code.ShouldBe("INVALID_PROGRAM_STATUS");
        }
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public void Repeat_AfterAnotherChange_IsAnsweredAsTheFirstTime(string? other)
    {
        var resumed = Paused("key").Resume(hasPro: true, Request(other, 1)).State!;
        var later = resumed with { CurrentDay = 4 };

        var again = later.Pause(Request("key", 2));

        again.State.ShouldBeSameAs(later);
        (
            later.CurrentDayFor(Request("key", 2)),
            later.CurrentDayFor(Request("new", 2)),
            later.CurrentDayFor(Request(null, 2))).ShouldBe((1, 4, 4));
        resumed.ChangedAt.ShouldBe(Some.Now.AddMinutes(1));
    }

    [Theory]
    [InlineData(1440, "IDEMPOTENCY_KEY_REUSED")]
    [InlineData(1441, null)]
    public void Key_WithAnotherVerb_IsRefusedForADay(int minutesLater, string? code) =>
        (Paused("key").Resume(hasPro: true, Request("key", minutesLater)).Refusal?.Code).ShouldBe(code);

    [Fact]
    public void Key_OfAChangeThatKeptNoVerb_StandsForAny()
    {
        var before = Some.Enrollment() with { ChangeReceipts = [new ChangeReceipt("before", null, Some.Now, 3)] };

        foreach (var decision in (Decision<ProgramEnrollment>[])[before.Pause(Request("before")), before.Abandon(Request("before"))])
        {
            decision.State.ShouldBeSameAs(before);
        }

        before.CurrentDayFor(Request("before")).ShouldBe(3);
    }

    [Fact]
    public void Receipts_OfManyRequests_AreTheLastOfADay()
    {
        var enrollment = Some.Enrollment() with
        {
            ChangeReceipts = [new ChangeReceipt("yesterday", "pause", Some.Now.AddDays(-1).AddMilliseconds(-1), 1)],
        };
        for (var i = 0; i < RequestReceipts.MaxKept; i++)
        {
            enrollment = i % 2 == 0 ? enrollment.Pause(Request($"{i}")).State! : enrollment.Resume(hasPro: true, Request($"{i}")).State!;
        }

        enrollment.ChangeReceipts.Select(receipt => receipt.Key)
            .ShouldBe(Enumerable.Range(0, RequestReceipts.MaxKept).Select(number => $"{number}"));

        enrollment = enrollment.Pause(Request("last")).State!;
        enrollment.ChangeReceipts.Count.ShouldBe(RequestReceipts.MaxKept);
        (enrollment.ChangeReceipts[0].Key, enrollment.ChangeReceipts[^1].Key).ShouldBe(("1", "last"));
    }

    [Fact]
    public void Receipts_OfARequestThatWasRefused_AreNone() =>
        Some.Enrollment(EnrollmentStatus.Paused).Pause(Request("key")).State!.ChangeReceipts.ShouldBeEmpty();

    private static OperationContext Request(string? key, int minutesLater = 0) =>
        new(Guid.CreateVersion7(), Some.Now.AddMinutes(minutesLater), key);

    private static ProgramEnrollment Paused(string key) => Some.Enrollment().Pause(Request(key)).State!;
}
