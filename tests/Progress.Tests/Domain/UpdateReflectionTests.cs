using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

public class UpdateReflectionTests
{
    private static readonly OperationContext Later = Some.Operation(Some.Noon.AddHours(1));

    [Theory]
    [InlineData("What now?", "Onward.", "What now?", "Onward.")]
    [InlineData("What now?", null, "What now?", "Because.")]
    [InlineData(null, "Onward.", "Why?", "Onward.")]
    public void Update_GivenTexts_ReplacesThemAndKeepsTheRest(string? question, string? answer, string questionAfter, string answerAfter)
    {
        var day = Some.Day().WithReflection().WithReflection();

        var updated = day.UpdateReflection(1, question, answer, Later).State!;

        updated.Reflections.ShouldBe([new Reflection(questionAfter, answerAfter, Some.Noon, 1), day.Reflections[1]]);
        updated.StartedAt.ShouldBe(day.StartedAt);
    }

    [Fact]
    public void Update_OfAReflection_IsToldWithItsCause()
    {
        var operation = Later with { CausationId = Guid.NewGuid() };

        var told = Some.Day().WithReflection().UpdateReflection(1, null, "Onward.", operation).Events.ShouldHaveSingleItem();

        var updated = told.ShouldBeOfType<ReflectionUpdated>();
        (updated.EnrollmentId, updated.DayNumber, updated.ReflectionNumber).ShouldBe((Some.Enrollment, 1, 1));
        (updated.UserId, updated.OccurredAt, updated.CorrelationId, updated.CausationId)
            .ShouldBe((Some.User, operation.Now, operation.CorrelationId, operation.CausationId));
    }

    [Fact]
    public void Update_ToTheSameText_ChangesNothing()
    {
        var day = Some.Day().WithReflection();

        day.UpdateReflection(1, "Why?", "Because.", Later).ChangesNothing.ShouldBeTrue();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    public void Update_ANumberThatTheDayHasNot_IsNotFoundAndSavesNothing(int number)
    {
        var decision = Some.Day().WithReflection().UpdateReflection(number, null, "Onward.", Some.Operation(key: "key"));

        decision.Refusal.ShouldBe(Refusal.NotFound);
        decision.ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Update_OfAnUntouchedDay_IsNotFoundAndSavesNothing()
    {
        var decision = Some.Day().UpdateReflection(1, null, "Onward.", Some.Operation(key: "key"));

        decision.Refusal.ShouldBe(Refusal.NotFound);
        decision.ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Update_InACompleteDay_ChangesTheTextAlone()
    {
        var day = Some.Complete();

        var updated = day.UpdateReflection(1, null, "Onward.", Later);

        (updated.State! with { Reflections = day.Reflections }).ShouldBe(day);
        updated.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Update_Repeated_ActsOnceAndKnowsWhatItAnswered()
    {
        var (first, repeat) = (Some.Operation(key: "key"), Some.Operation(Some.Noon.AddHours(1), "key"));
        var day = Some.Day().WithReflection().UpdateReflection(1, null, "First.", first).State!;
        day = day.UpdateReflection(1, null, "Second.", Some.Operation(key: "other")).State!;

        var again = day.UpdateReflection(1, null, "First.", repeat);

        again.State.ShouldBeSameAs(day);
        day.ReceiptOf(repeat)!.Reflection.ShouldBe(new Reflection("Why?", "First.", Some.Noon, 1));
        day.Reflections[0].Answer.ShouldBe("Second.");
    }
}
