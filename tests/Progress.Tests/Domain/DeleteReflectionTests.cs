using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

public class DeleteReflectionTests
{
    private static readonly OperationContext Later = Some.Operation(Some.Noon.AddHours(1));

    [Fact]
    public void Delete_AReflection_LeavesTheOthersAsTheyAre()
    {
        var day = Some.Day().WithReflection().WithReflection().WithReflection();

        var left = day.DeleteReflection(2, Later).State!;

        left.Reflections.ShouldBe([day.Reflections[0], day.Reflections[2]]);
        left.StartedAt.ShouldBe(day.StartedAt);
    }

    [Fact]
    public void Delete_OfAReflection_IsToldWithItsCause()
    {
        var operation = Later with { CausationId = Guid.NewGuid() };

        var told = Some.Day().WithReflection().WithReflection().DeleteReflection(2, operation).Events.ShouldHaveSingleItem();

        var deleted = told.ShouldBeOfType<ReflectionDeleted>();
        (deleted.EnrollmentId, deleted.DayNumber, deleted.ReflectionNumber, deleted.ReflectionsCount)
            .ShouldBe((Some.Enrollment, 1, 2, 1));
        (deleted.UserId, deleted.OccurredAt, deleted.CorrelationId, deleted.CausationId)
            .ShouldBe((Some.User, operation.Now, operation.CorrelationId, operation.CausationId));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Delete_ANumberThatTheDayHasNot_IsNotFoundAndSavesNothing(int number)
    {
        var day = Some.Day().WithReflection().WithReflection().DeleteReflection(1, Later).State!;

        var decision = day.DeleteReflection(number, Some.Operation(key: "key"));

        decision.Refusal.ShouldBe(Refusal.NotFound);
        decision.ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Delete_InAnUntouchedDay_IsNotFoundAndSavesNothing()
    {
        var decision = Some.Day().DeleteReflection(1, Some.Operation(key: "key"));

        decision.Refusal.ShouldBe(Refusal.NotFound);
        decision.ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Delete_TheOnlyOneOfACompleteDay_LeavesItComplete()
    {
        var day = Some.Complete();

        var left = day.DeleteReflection(1, Later);

        (left.State!.Reflections.Count, left.State.IsCompleted, left.State.CompletedAt).ShouldBe((0, true, day.CompletedAt));
        left.Events.ShouldHaveSingleItem().ShouldBeOfType<ReflectionDeleted>();
        left.State.WithReflection().CompletedAt.ShouldBe(day.CompletedAt);
    }

    /// <summary>Enrollment may count it at this moment: what was done is not undone by it.</summary>
    [Fact]
    public void Delete_TheOnlyOneOfADayThatIsBeingCounted_LetsItBecomeComplete()
    {
        var left = Some.Evaluated().DeleteReflection(1, Later).State!;

        left.IsEvaluated.ShouldBeTrue();
        left.Complete(Some.Noon.AddHours(2)).State!.CompletedAt.ShouldBe(Some.Noon);
    }

    [Fact]
    public void Delete_TheOnlyOneOfAnOpenDay_LeavesTheReflectionToBeDone()
    {
        var day = Some.Day().WithTasks(2).WithFocus(1500).WithReflection().DeleteReflection(1, Later).State!;

        day = day.Mark(2, true, Some.Operation()).State!;

        day.IsEvaluated.ShouldBeFalse();
        day.WithReflection().IsEvaluated.ShouldBeTrue();
    }

    [Fact]
    public void Delete_OfAFullDay_MakesRoom()
    {
        var day = Enumerable.Range(0, ProgramDay.MaxReflections).Aggregate(Some.Day(), (current, _) => current.WithReflection());

        day = day.DeleteReflection(7, Later).State!.WithReflection();

        (day.Reflections.Count, day.Reflections[^1].Number).ShouldBe((ProgramDay.MaxReflections, ProgramDay.MaxReflections + 1));
        day.Reflect("One more.", Some.Operation()).Refusal!.Code.ShouldBe("LIMIT_REACHED");
    }

    [Fact]
    public void Delete_Repeated_ActsOnceAndKnowsWhatItAnswered()
    {
        var (first, repeat) = (Some.Operation(key: "key"), Some.Operation(Some.Noon.AddHours(1), "key"));
        var day = Some.Day().WithReflection().WithReflection().DeleteReflection(1, first).State!.WithReflection();

        day.DeleteReflection(1, repeat).State.ShouldBeSameAs(day);
        day.ReceiptOf(repeat)!.Count.ShouldBe(1);
    }

    /// <summary>Deleted is deleted: receipts of earlier corrections keep no word of it, and those of others keep theirs.</summary>
    [Fact]
    public void Delete_OfACorrectedReflection_TakesItsTextFromTheReceipts()
    {
        var day = Some.Day().WithReflection().WithReflection();
        day = day.UpdateReflection(1, null, "Secret.", Some.Operation(key: "one")).State!;
        day = day.UpdateReflection(2, null, "Open.", Some.Operation(key: "two")).State!;

        day = day.DeleteReflection(1, Some.Operation(key: "three")).State!;

        day.Receipts.Select(receipt => receipt.Reflection?.Answer).ShouldBe([null, "Open.", null]);
        day.UpdateReflection(1, null, "Secret.", Some.Operation(key: "one")).State.ShouldBeSameAs(day);
    }
}
