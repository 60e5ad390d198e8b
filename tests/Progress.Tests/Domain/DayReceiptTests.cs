using FocusSuite.Domain;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

/// <summary>A request acts once, and its repeat is answered as it was.</summary>
public class DayReceiptTests
{
    private const string Request = "0123456789ABCDEF";

    [Theory]
    [InlineData("key", 0, true)]
    [InlineData("key", 1440, true)]
    [InlineData("key", 1441, false)]
    [InlineData("other", 0, false)]
    [InlineData(null, 0, false)]
    public void Repeat_ByKeyAndAge_IsKnownForADay(string? key, int minutesLater, bool known)
    {
        var day = Reflected();

        var again = day.Reflect("Because.", Operation(key, minutesLater));

        again.State!.Reflections.Count.ShouldBe(known ? 1 : 2);
        again.ChangesNothing.ShouldBe(known);
    }

    [Theory]
    [InlineData(1440, true)]
    [InlineData(1441, false)]
    public void Key_OfAnotherRequest_IsRefusedForADay(int minutesLater, bool refused) =>
        Reflected().Reflect("Other.", Operation("key", minutesLater) with { Request = "0123456789ABCDE0" })
            .Refusal.ShouldBe(refused ? Refusal.KeyReused : null);

    /// <summary>A receipt of the version before tells the key alone.</summary>
    [Fact]
    public void Key_OfAReceiptWithoutAFingerprint_StandsForAnyRequest()
    {
        var day = Some.Day() with { Receipts = [new DayReceipt("key", Some.Noon, 2, false)] };

        day.Reflect("Other.", Operation("key", 1)).State.ShouldBeSameAs(day);
        day.ReceiptOf(Operation("key", 1))!.Count.ShouldBe(2);
    }

    /// <summary>The first run may have completed the program: a repeat is known before anything else is asked.</summary>
    [Fact]
    public void Repeat_WhereTheDayIsOpenNoMore_IsKnown()
    {
        var (day, closed) = (Reflected(), Some.Open with { Phase = EnrollmentPhase.Closed });

        day.AddReflection("Why?", "Because.", closed, Operation("key", 1)).State.ShouldBeSameAs(day);
        day.AddReflection("Why?", "Because.", closed, Operation("new", 1)).Refusal.ShouldBe(Refusal.ProgramNotInProgress);
    }

    [Fact]
    public void Receipt_OfAChange_KeepsWhatItsAnswerTold()
    {
        var day = Some.Day().Rate(new DayRating(1, 2, "Notes."), Some.Open, Some.Operation()).State!.WithTasks(2).WithFocus(1500)
            .WithReflection();

        var marked = day.Mark(2, true, Operation("key", 0));

        marked.State!.Receipts.ShouldHaveSingleItem()
            .ShouldBe(new DayReceipt("key", Some.Noon, 3, true) { Fingerprint = Request, Rating = new DayRating(1, 2, "Notes.") });
    }

    /// <summary>What changes nothing is kept as well: its repeat must not act after somebody else has changed the day.</summary>
    [Fact]
    public void Receipt_OfARequestThatChangedNothing_IsSaved()
    {
        var decision = Some.Day().Mark(0, false, Operation("key", 0));

        (decision.ChangesNothing, decision.Events.Count, decision.State!.Receipts.Count).ShouldBe((false, 0, 1));
        Some.Day().Mark(0, false, Operation(null, 0)).ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Receipts_OfManyRequests_AreTheLastOfADay()
    {
        var day = Some.Day() with { Receipts = [new DayReceipt("yesterday", Some.Noon.AddDays(-1).AddMilliseconds(-1), 0, false)] };
        day = Enumerable.Range(0, RequestReceipts.MaxKept + 50)
            .Aggregate(day, (current, number) => current.Mark(0, number % 2 == 0, Operation($"{number}", 0)).State!);

        day.Receipts.Count.ShouldBe(RequestReceipts.MaxKept);
        (day.Receipts[0].Key, day.Receipts[^1].Key).ShouldBe(("50", $"{RequestReceipts.MaxKept + 49}"));
    }

    private static ProgramDay Reflected() => Some.Day().Reflect("Because.", Operation("key", 0)).State!;

    private static OperationContext Operation(string? key, int minutesLater) =>
        Some.Operation(Some.Noon.AddMinutes(minutesLater), key) with { Request = Request };
}
