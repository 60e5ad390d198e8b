using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using Google.Rpc;
using Grpc.Core;

namespace FocusSuite.Progress.Tests.Service;

public class WritingTests(ProgressFixture fixture)
{
    [Theory]
    [InlineData(EnrollmentStatus.InProgress, 4, "DAY_LOCKED")]
    [InlineData(EnrollmentStatus.InProgress, 15, "DAY_LOCKED")]
    [InlineData(EnrollmentStatus.NotStarted, 1, "PROGRAM_NOT_IN_PROGRESS")]
    [InlineData(EnrollmentStatus.Paused, 1, "PROGRAM_NOT_IN_PROGRESS")]
    [InlineData(EnrollmentStatus.Abandoned, 1, "PROGRAM_NOT_IN_PROGRESS")]
    [InlineData(EnrollmentStatus.Abandoned, 15, "PROGRAM_NOT_IN_PROGRESS")]
    public async Task Write_WhereTheDayIsNotOpen_IsRefusedAndWritesNothing(EnrollmentStatus status, int day, string code)
    {
        var me = fixture.Enroll(currentDay: 3, status);
        Func<Task>[] writes =
        [
            () => me.MarkAsync(0, day: day),
            () => me.ReflectAsync(day: day),
            () => me.Client.RateDayAsync(new() { EnrollmentId = me.Id, DayNumber = day, DifficultyRating = 1 }, me.Headers()).ResponseAsync,
        ];

        foreach (var write in writes)
        {
            var refusal = await Should.ThrowAsync<RpcException>(write);
            (refusal.StatusCode, refusal.Reason()).ShouldBe((StatusCode.FailedPrecondition, code));
        }

        (await fixture.CountDaysAsync(me.Id)).ShouldBe(0);
    }

    /// <summary>D8: the last day, too, can be rated and reflected on, and so can those before; nothing moves by it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Review_OfADayOfACompletedProgram_IsTakenAndMovesNothing(int day)
    {
        var me = fixture.Enroll(currentDay: day);
        await me.CompleteAsync(day);
        var (before, overview, week) = (await me.DayAsync(day), await me.OverviewAsync(day), await me.WeekAsync((day + 6) / 7));
        me.Enrollment.CurrentDay = 14;
        me.Enrollment.Status = EnrollmentStatus.Completed;

        var rated = await me.Client.RateDayAsync(
            new RateDayRequest { EnrollmentId = me.Id, DayNumber = day, DifficultyRating = 4, SatisfactionRating = 5, Notes = "Done." },
            me.Headers());
        var reflected = await me.ReflectAsync("Looking back.", day);

        rated.ShouldBe(new RateDayResponse { Success = true, DifficultyRating = 4, SatisfactionRating = 5, Notes = "Done." });
        reflected.ShouldBe(new AddReflectionResponse { Success = true, ReflectionsCount = 2, DayCompleted = true });
        var after = await me.DayAsync(day);
        (after.UserProgress.IsCompleted, after.UserProgress.CompletedAt, after.UserProgress.Reflections.Count)
            .ShouldBe((true, before.UserProgress.CompletedAt, 2));
        (await me.OverviewAsync(day)).ShouldBe(overview);
        var weekAfter = await me.WeekAsync((day + 6) / 7);
        (weekAfter.DaysCompleted, weekAfter.TotalFocusMinutes, weekAfter.AverageDifficulty)
            .ShouldBe((week.DaysCompleted, week.TotalFocusMinutes, 4));
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(1);
    }

    /// <summary>D8: what is over is over for work, and a program has the days that it has.</summary>
    [Fact]
    public async Task Write_OfACompletedProgram_IsRefusedForTasksAndForDaysThatItHasNot()
    {
        var me = fixture.Enroll(currentDay: 14, EnrollmentStatus.Completed);

        (await Should.ThrowAsync<RpcException>(() => me.MarkAsync(0, day: 14))).Reason().ShouldBe("PROGRAM_NOT_IN_PROGRESS");
        (await Should.ThrowAsync<RpcException>(() => me.MarkAsync(0, isCompleted: false, day: 1))).Reason()
            .ShouldBe("PROGRAM_NOT_IN_PROGRESS");
        (await Should.ThrowAsync<RpcException>(() => me.ReflectAsync(day: 15))).Reason().ShouldBe("DAY_LOCKED");
        (await Should.ThrowAsync<RpcException>(() => me.Client.RateDayAsync(
            new RateDayRequest { EnrollmentId = me.Id, DayNumber = 15, DifficultyRating = 1 },
            me.Headers()).ResponseAsync)).Reason().ShouldBe("DAY_LOCKED");
        (await fixture.CountDaysAsync(me.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task Write_APastDay_IsACatchUp()
    {
        var me = fixture.Enroll(currentDay: 3);

        (await me.MarkAsync(2, day: 1)).ShouldBe(new UpdateTaskResponse { Success = true, TasksCompleted = 1, TasksTotal = 3 });
        (await me.ReflectAsync(day: 2)).ShouldBe(new AddReflectionResponse { Success = true, ReflectionsCount = 1, DayCompleted = false });
    }

    [Fact]
    public async Task UpdateTask_IndexOutsideTheList_NamesTheField()
    {
        var refusal = await Should.ThrowAsync<RpcException>(() => fixture.Enroll().MarkAsync(3));

        refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        refusal.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.ShouldHaveSingleItem().Field.ShouldBe("task_index");
    }

    [Fact]
    public async Task UpdateTask_MarkAndTakeBack_ShowsInTheDayAndTheOutbox()
    {
        var me = fixture.Enroll();

        await me.MarkAsync(1);
        var marked = (await me.DayAsync()).UserProgress;
        await me.MarkAsync(1);
        await me.MarkAsync(1, isCompleted: false);
        var open = (await me.DayAsync()).UserProgress;

        (marked.Tasks[1].IsCompleted, marked.Tasks[1].CompletedAt.ToDateTimeOffset(), marked.StartedAt.ToDateTimeOffset())
            .ShouldBe((true, ProgressFixture.Now, ProgressFixture.Now));
        (open.Tasks[1].IsCompleted, open.Tasks[1].CompletedAt, open.TasksCompleted).ShouldBe((false, null, 0));
        (await fixture.CountAsync<TaskUpdated>(me.Id)).ShouldBe(2);
    }

    [Fact]
    public async Task AddReflection_TheHundredAndFirst_ReachesTheLimit()
    {
        var me = fixture.Enroll();
        for (var number = 1; number <= 100; number++)
        {
            (await me.ReflectAsync($"Number {number}.")).ReflectionsCount.ShouldBe(number);
        }

        var refusal = await Should.ThrowAsync<RpcException>(() => me.ReflectAsync());

        (refusal.StatusCode, refusal.Reason()).ShouldBe((StatusCode.FailedPrecondition, "LIMIT_REACHED"));
        (await me.DayAsync()).UserProgress.Reflections.Select(reflection => reflection.Answer)
            .ShouldBe(Enumerable.Range(1, 100).Select(number => $"Number {number}."));
    }

    [Fact]
    public async Task RateDay_InTwoSteps_KeepsWhatIsNotGiven()
    {
        var me = fixture.Enroll();

        await me.Client.RateDayAsync(
            new RateDayRequest { EnrollmentId = me.Id, DayNumber = 1, DifficultyRating = 4, Notes = " Hard. " }, me.Headers());
        var answer = await me.Client.RateDayAsync(
            new RateDayRequest { EnrollmentId = me.Id, DayNumber = 1, SatisfactionRating = 5 }, me.Headers());

        answer.ShouldBe(new RateDayResponse { Success = true, DifficultyRating = 4, SatisfactionRating = 5, Notes = "Hard." });
        var shown = (await me.DayAsync()).UserProgress;
        (shown.DifficultyRating, shown.SatisfactionRating, shown.Notes).ShouldBe((4, 5, "Hard."));
        (await fixture.CountAsync<DayRated>(me.Id)).ShouldBe(2);
    }

    [Fact]
    public async Task RateDay_NothingGiven_AnswersAndWritesNothing()
    {
        var me = fixture.Enroll();

        var answer = await me.Client.RateDayAsync(new RateDayRequest { EnrollmentId = me.Id, DayNumber = 1 }, me.Headers());

        answer.ShouldBe(new RateDayResponse { Success = true });
        (await fixture.CountDaysAsync(me.Id)).ShouldBe(0);
    }
}
