using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Crediting;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Marking;
using FocusSuite.Progress.Reflecting;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Days;

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

        day.IsCompleted.ShouldBe(expected);
    }

    [Fact]
    public void Day_WithoutTasks_NeedsFocusAndReflectionOnly() => Some.Day(tasks: 0).WithFocus(1500).WithReflection().IsCompleted.ShouldBeTrue();

    [Fact]
    public void LastTask_OfAReadyDay_CompletesItAndSaysSo()
    {
        var operation = Some.Operation(Some.Noon.AddMinutes(1));

        var outcome = TaskMarking.Mark(Some.Day().WithTasks(2).WithFocus(1500).WithReflection(), 2, true, operation);

        ShouldComplete(outcome, operation, operation.Now);
        outcome.Events.Select(happened => happened.GetType()).ShouldBe([typeof(TaskUpdated), typeof(DayEvaluated)]);
    }

    [Fact]
    public void Reflection_OnAReadyDay_CompletesItAndSaysSo()
    {
        var operation = Some.Operation(Some.Noon.AddMinutes(1));

        var outcome = ReflectionAdding.Add(Some.Day().WithTasks(3).WithFocus(1500), "Why?", "Because.", operation);

        ShouldComplete(outcome, operation, operation.Now);
        outcome.Events.Select(happened => happened.GetType()).ShouldBe([typeof(ReflectionAdded), typeof(DayEvaluated)]);
    }

    [Fact]
    public void Session_OnAReadyDay_CompletesItAndSaysSo()
    {
        var operation = new Operation(Some.Noon.AddMinutes(2), Guid.NewGuid(), Guid.NewGuid());

        var outcome = SessionCrediting.Credit(
            Some.Day().WithTasks(3).WithFocus(1499).WithReflection(), Some.Credit("last", 1), Some.Noon.AddMinutes(1), operation);

        ShouldComplete(outcome, operation, Some.Noon.AddMinutes(1));
        outcome.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Session_CreditedAfterALaterTask_CompletesTheDayAtTheLaterTime()
    {
        var day = TaskMarking.Mark(Some.Day(tasks: 1).WithReflection(), 0, true, Some.Operation(Some.Noon.AddHours(1))).Day;

        var outcome = SessionCrediting.Credit(day, Some.Credit("late", 1500), Some.Noon.AddMinutes(-5), Some.Operation(Some.Noon.AddHours(2)));

        outcome.Day.CompletedAt.ShouldBe(Some.Noon.AddHours(1));
        outcome.Day.StartedAt.ShouldBe(Some.Noon.AddMinutes(-5));
    }

    [Fact]
    public void Session_CreditedAfterALaterReflection_CompletesTheDayAtTheLaterTime()
    {
        var day = ReflectionAdding.Add(Some.Day().WithTasks(3), "Why?", "Because.", Some.Operation(Some.Noon.AddHours(1))).Day;

        var outcome = SessionCrediting.Credit(day, Some.Credit("late", 1500), Some.Noon.AddMinutes(-5), Some.Operation(Some.Noon.AddHours(2)));

        outcome.Day.CompletedAt.ShouldBe(Some.Noon.AddHours(1));
    }

    [Fact]
    public void CompleteDay_WhateverFollows_StaysCompleteAndIsNotSaidTwice()
    {
        var complete = Some.Complete();
        var later = Some.Operation(Some.Noon.AddDays(1));

        DayOutcome[] outcomes =
        [
            TaskMarking.Mark(complete, 0, false, later),
            TaskMarking.Mark(TaskMarking.Mark(complete, 0, false, later).Day, 0, true, later),
            ReflectionAdding.Add(complete, "Why?", "Again.", later),
            SessionCrediting.Credit(complete, Some.Credit("more", 60), later.Now, later),
        ];

        outcomes.ShouldAllBe(outcome => outcome.DayCompleted);
        outcomes.ShouldAllBe(outcome => outcome.Day.CompletedAt == complete.CompletedAt && outcome.Day.CompletedBy == complete.CompletedBy);
        outcomes.SelectMany(outcome => outcome.Events).OfType<DayEvaluated>().ShouldBeEmpty();
    }

    private static void ShouldComplete(DayOutcome outcome, Operation operation, DateTimeOffset at)
    {
        outcome.CompletesDay.ShouldBeTrue();
        outcome.DayCompleted.ShouldBeTrue();
        outcome.Day.CompletedAt.ShouldBe(at);
        outcome.Day.CompletedBy.ShouldBe(operation.CorrelationId);
        var evaluated = outcome.Events.OfType<DayEvaluated>().ShouldHaveSingleItem();
        (evaluated.UserId, evaluated.EnrollmentId, evaluated.ProgramId, evaluated.DayNumber).ShouldBe((Some.User, Some.Enrollment, Some.Program, 1));
        (evaluated.CorrelationId, evaluated.CausationId, evaluated.OccurredAt, evaluated.CompletedAt)
            .ShouldBe((operation.CorrelationId, operation.CausationId, operation.Now, at));
    }
}
