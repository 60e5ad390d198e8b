using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>Reflections that are corrected and deleted, over gRPC.</summary>
public class ReflectionTests(ProgressFixture fixture)
{
    [Fact]
    public async Task UpdateReflection_OneText_KeepsTheOtherAndTheTime()
    {
        var me = fixture.Enroll();
        await me.ReflectAsync("First.");
        await me.ReflectAsync("Second.");
        var before = (await me.DayAsync()).UserProgress.Reflections[1];

        var answer = await me.CorrectAsync(2, " Better. ");

        answer.Reflection.ShouldBe(
            new DayReflection { Question = "Why?", Answer = "Better.", CreatedAt = before.CreatedAt, ReflectionNumber = 2 });
        (await ReflectionsAsync(me)).ShouldBe([(1, "First."), (2, "Better.")]);
        (await fixture.CountAsync<ReflectionUpdated>(me.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task UpdateReflection_WithoutAText_IsRefused()
    {
        var me = fixture.Enroll();
        await me.ReflectAsync();

        var refusal = await Should.ThrowAsync<RpcException>(() => me.Client.UpdateReflectionAsync(
            new UpdateReflectionRequest { EnrollmentId = me.Id, DayNumber = 1, ReflectionNumber = 1 }, me.Headers()).ResponseAsync);

        (refusal.StatusCode, refusal.Reason()).ShouldBe((StatusCode.InvalidArgument, "VALIDATION_FAILED"));
    }

    [Fact]
    public async Task DeleteReflection_OfTwo_LeavesTheOtherWithItsNumber()
    {
        var me = fixture.Enroll();
        await me.ReflectAsync("First.");
        await me.ReflectAsync("Second.");

        (await me.DeleteAsync(1)).ShouldBe(new DeleteReflectionResponse { Success = true, ReflectionsCount = 1 });
        (await me.ReflectAsync("Third.")).ReflectionsCount.ShouldBe(2);

        (await ReflectionsAsync(me)).ShouldBe([(2, "Second."), (3, "Third.")]);
        (await fixture.CountAsync<ReflectionDeleted>(me.Id)).ShouldBe(1);
        (await Should.ThrowAsync<RpcException>(() => me.DeleteAsync(1))).Reason().ShouldBe("NOT_FOUND");
    }

    [Fact]
    public async Task DeleteReflection_TheOnlyOneOfACompleteDay_LeavesItComplete()
    {
        var me = fixture.Enroll();
        await me.CompleteAsync(1);
        var (before, overview) = ((await me.DayAsync()).UserProgress, await me.OverviewAsync());

        (await me.DeleteAsync(1)).ReflectionsCount.ShouldBe(0);

        var after = (await me.DayAsync()).UserProgress;
        (after.IsCompleted, after.CompletedAt, after.Reflections.Count).ShouldBe((true, before.CompletedAt, 0));
        (await me.OverviewAsync()).ShouldBe(overview);
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(1);
    }

    [Theory]
    [InlineData(EnrollmentStatus.Paused)]
    [InlineData(EnrollmentStatus.Abandoned)]
    [InlineData(EnrollmentStatus.Completed)]
    public async Task Correction_WhateverTheStatus_IsTaken(EnrollmentStatus status)
    {
        var me = fixture.Enroll();
        await me.ReflectAsync("First.");
        await me.ReflectAsync("Second.");
        me.Enrollment.Status = status;

        await me.CorrectAsync(1, "Better.");
        await me.DeleteAsync(2);

        (await ReflectionsAsync(me)).ShouldBe([(1, "Better.")]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(14, 1)]
    [InlineData(15, 1)]
    [InlineData(0, 1)]
    [InlineData(-1, -1)]
    public async Task Correction_InADayWithoutReflections_IsNotFoundAndWritesNothing(int day, int number)
    {
        var me = fixture.Enroll();

        await ShouldBeNotFoundAsync(me.CorrectAsync(number, "Better.", day, key: $"u{me.Id}"));
        await ShouldBeNotFoundAsync(me.DeleteAsync(number, day, key: $"d{me.Id}"));

        (await fixture.CountDaysAsync(me.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task Correction_OfSomebodyElsesReflection_IsNotFoundAndChangesNothing()
    {
        var (me, other) = (fixture.Enroll(), fixture.Enroll());
        await other.ReflectAsync("Mine.");

        await ShouldBeNotFoundAsync(me.Client.UpdateReflectionAsync(
            new UpdateReflectionRequest { EnrollmentId = other.Id, DayNumber = 1, ReflectionNumber = 1, Answer = "Yours." },
            me.Headers()).ResponseAsync);
        await ShouldBeNotFoundAsync(me.Client.DeleteReflectionAsync(
            new DeleteReflectionRequest { EnrollmentId = other.Id, DayNumber = 1, ReflectionNumber = 1 }, me.Headers()).ResponseAsync);

        (await ReflectionsAsync(other)).ShouldBe([(1, "Mine.")]);
    }

    /// <summary>
    /// Documents of the version before have no numbers. It is another replica that wrote this one: what this process knows of it is old.
    /// </summary>
    [Fact]
    public async Task Correction_OfADayOfTheVersionBefore_GoesByThePlaces()
    {
        var me = fixture.Enroll();
        await me.ReflectAsync("First.");
        await me.ReflectAsync("Second.");
        (await fixture.Database.ExecuteAsync(
            $"UPDATE program_days SET data = data #- '{"{reflections,0,number}"}' #- '{"{reflections,1,number}"}' "
            + $"#- '{"{lastReflectionNumber}"}', version = version + 1 WHERE id = '{me.Id}:1' "
            + $"AND data #> '{"{reflections,1,number}"}' IS NOT NULL")).ShouldBe(1);

        (await ReflectionsAsync(me)).ShouldBe([(1, "First."), (2, "Second.")]);
        await me.DeleteAsync(2);
        await me.ReflectAsync("Third.");

        (await ReflectionsAsync(me)).ShouldBe([(1, "First."), (3, "Third.")]);
    }

    private static async Task<IEnumerable<(int Number, string Answer)>> ReflectionsAsync(TestUser user) =>
        (await user.DayAsync()).UserProgress.Reflections.Select(reflection => (reflection.ReflectionNumber, reflection.Answer));

    private static async Task ShouldBeNotFoundAsync(Task request)
    {
        var refusal = await Should.ThrowAsync<RpcException>(() => request);
        (refusal.StatusCode, refusal.Reason()).ShouldBe((StatusCode.NotFound, "NOT_FOUND"));
    }
}
