using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

public class DayCompletionTests
{
    [Theory]
    [InlineData(3, 1500, 1, true)]
    [InlineData(3, 1501, 2, true)]
    [InlineData(2, 1500, 1, false)]
    [InlineData(3, 1499, 1, false)]
    [InlineData(3, 1500, 0, false)]
    [InlineData(0, 1500, 1, false)]
    [InlineData(3, 0, 1, false)]
    [InlineData(0, 0, 0, false)]
    public void Day_TasksFocusAndReflections_IsCompleteOnlyWithAllThree(int tasks, int seconds, int reflections, bool expected)
    {
        var day = Some.Day().WithTasks(tasks).WithFocus(seconds);
        day = Enumerable.Range(0, reflections).Aggregate(day, (current, _) => current.WithReflection());

        day.IsEvaluated.ShouldBe(expected);
    }

    [Fact]
    public void Day_WithoutTasks_NeedsFocusAndReflectionOnly() =>
        Some.Day(tasks: 0).WithFocus(1500).WithReflection().IsEvaluated.ShouldBeTrue();

    [Fact]
    public void LastTask_OfAReadyDay_CompletesItAndSaysSo()
    {
        var operation = Some.Operation(Some.Noon.AddMinutes(1));

        var outcome = Some.Day().WithTasks(2).WithFocus(1500).WithReflection().Mark(2, true, operation);

        ShouldComplete(outcome, operation, operation.Now);
        outcome.Events.Select(happened => happened.GetType()).ShouldBe([typeof(TaskUpdated), typeof(DayEvaluated)]);
    }

    [Fact]
    public void Reflection_OnAReadyDay_CompletesItAndSaysSo()
    {
        var operation = Some.Operation(Some.Noon.AddMinutes(1));

        var outcome = Some.Day().WithTasks(3).WithFocus(1500).Reflect("Because.", operation);

        ShouldComplete(outcome, operation, operation.Now);
        outcome.Events.Select(happened => happened.GetType()).ShouldBe([typeof(ReflectionAdded), typeof(DayEvaluated)]);
    }

    [Fact]
    public void Session_OnAReadyDay_CompletesItAndSaysSo()
    {
        var operation = Some.Operation(Some.Noon.AddMinutes(2)) with { CausationId = Guid.NewGuid() };

        var outcome = Some.Day().WithTasks(3).WithFocus(1499).WithReflection()
            .CreditSession(Some.Credit("last", 1), Some.Noon.AddMinutes(1), operation);

        ShouldComplete(outcome, operation, Some.Noon.AddMinutes(1));
        outcome.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Session_CreditedAfterALaterTask_CompletesTheDayAtTheLaterTime()
    {
        var day = Some.Day(tasks: 1).WithReflection().Mark(0, true, Some.Operation(Some.Noon.AddHours(1))).State!;

        var outcome = day.CreditSession(Some.Credit("late", 1500), Some.Noon.AddMinutes(-5), Some.Operation(Some.Noon.AddHours(2)));

        outcome.State!.EvaluatedAt.ShouldBe(Some.Noon.AddHours(1));
        outcome.State!.StartedAt.ShouldBe(Some.Noon.AddMinutes(-5));
    }

    [Fact]
    public void Session_CreditedAfterALaterReflection_CompletesTheDayAtTheLaterTime()
    {
        var day = Some.Day().WithTasks(3).Reflect("Because.", Some.Operation(Some.Noon.AddHours(1))).State!;

        var outcome = day.CreditSession(Some.Credit("late", 1500), Some.Noon.AddMinutes(-5), Some.Operation(Some.Noon.AddHours(2)));

        outcome.State!.EvaluatedAt.ShouldBe(Some.Noon.AddHours(1));
    }

    [Fact]
    public void CompleteDay_WhateverFollows_StaysCompleteAndIsNotSaidTwice()
    {
        var complete = Some.Complete();
        var later = Some.Operation(Some.Noon.AddDays(1));

        Decision<ProgramDay>[] outcomes =
        [
            complete.Mark(0, false, later),
            complete.Mark(0, false, later).State!.Mark(0, true, later),
            complete.Reflect("Again.", later),
            complete.CreditSession(Some.Credit("more", 60), later.Now, later),
            complete.Complete(later.Now),
        ];

        outcomes.ShouldAllBe(outcome => outcome.State!.IsCompleted);
        outcomes.ShouldAllBe(
            outcome => outcome.State!.CompletedAt == complete.CompletedAt && outcome.State.CompletedBy == complete.CompletedBy);
        outcomes.SelectMany(outcome => outcome.Events).OfType<DayEvaluated>().ShouldBeEmpty();
    }

    /// <summary>Whether it counts, enrollment decides: until then all is done that the day asks for, and no more.</summary>
    [Fact]
    public void EvaluatedDay_ThatIsNotCountedYet_IsNotCompleteAndSaysSoOnceOnly()
    {
        var evaluated = Some.Evaluated();
        (evaluated.IsEvaluated, evaluated.IsCompleted, evaluated.CompletedAt).ShouldBe((true, false, null));

        evaluated.Reflect("Again.", Some.Operation()).Events.OfType<DayEvaluated>().ShouldBeEmpty();
        evaluated.Mark(0, false, Some.Operation()).State!.IsEvaluated.ShouldBeTrue();
    }

    [Fact]
    public void Complete_OfAnEvaluatedDay_IsCompleteSinceTheLastThingWasDone()
    {
        var decision = Some.Evaluated().Complete(Some.Noon.AddHours(3));

        decision.State!.CompletedAt.ShouldBe(Some.Noon);
        (decision.ChangesNothing, decision.Events.Count).ShouldBe((false, 0));
        decision.State.Complete(Some.Noon.AddHours(4)).ChangesNothing.ShouldBeTrue();
    }

    /// <summary>A day that a version of before completed tells nothing of its evaluation.</summary>
    [Fact]
    public void CompletedDay_OfAVersionOfBefore_StaysComplete()
    {
        var before = Some.Complete() with { EvaluatedAt = null };

        before.IsEvaluated.ShouldBeTrue();
        before.Reflect("Again.", Some.Operation()).Events.OfType<DayEvaluated>().ShouldBeEmpty();
    }

    private static void ShouldComplete(Decision<ProgramDay> outcome, OperationContext operation, DateTimeOffset at)
    {
        outcome.State!.EvaluatedAt.ShouldBe(at);
        outcome.State!.CompletedBy.ShouldBe(operation.CorrelationId);
        var evaluated = outcome.Events.OfType<DayEvaluated>().ShouldHaveSingleItem();
        (evaluated.UserId, evaluated.EnrollmentId, evaluated.ProgramId, evaluated.DayNumber)
            .ShouldBe((Some.User, Some.Enrollment, Some.Program, 1));
        (evaluated.CorrelationId, evaluated.CausationId, evaluated.OccurredAt, evaluated.CompletedAt)
            .ShouldBe((operation.CorrelationId, operation.CausationId, operation.Now, at));
    }
}
