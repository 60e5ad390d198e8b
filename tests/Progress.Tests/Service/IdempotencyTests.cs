using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>
/// A repeat with the key where the answer was recorded, and where the process died before that (the recorded keys are dropped).
/// </summary>
public class IdempotencyTests(ProgressFixture fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AddReflection_Repeated_AddsOnceAndAnswersAsThen(bool crashed)
    {
        var me = fixture.Enroll();
        var first = await me.ReflectAsync("First.", key: $"k{me.Id}");
        await me.ReflectAsync("Second.");
        await CrashAsync(me, crashed);

        var repeat = await me.ReflectAsync("First.", key: $"k{me.Id}");

        repeat.ShouldBe(first);
        (await me.DayAsync()).UserProgress.Reflections.Select(reflection => reflection.Answer).ShouldBe(["First.", "Second."]);
        (await fixture.CountAsync<ReflectionAdded>(me.Id)).ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpdateTask_RepeatedAfterItWasTakenBack_DoesNotActAgain(bool crashed)
    {
        var me = fixture.Enroll();
        var first = await me.MarkAsync(0, key: $"k{me.Id}");
        await me.MarkAsync(0, isCompleted: false);
        await CrashAsync(me, crashed);

        var repeat = await me.MarkAsync(0, key: $"k{me.Id}");

        repeat.ShouldBe(first);
        (await me.DayAsync()).UserProgress.TasksCompleted.ShouldBe(0);
    }

    [Fact]
    public async Task AddReflection_RepeatedAfterItCompletedTheProgram_AnswersAsThen()
    {
        var me = fixture.Enroll();
        foreach (var task in Enumerable.Range(0, 3))
        {
            await me.MarkAsync(task);
        }

        await me.DeliverAsync(me.Session("s"));
        var first = await me.ReflectAsync(key: $"k{me.Id}");
        me.Enrollment.Status = EnrollmentStatus.Completed;
        await CrashAsync(me, crashed: true);

        var repeat = await me.ReflectAsync(key: $"k{me.Id}");

        first.DayCompleted.ShouldBeTrue();
        repeat.ShouldBe(first);
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpdateTask_WithTheKeyOfAnotherBody_IsRefusedAndChangesNothing(bool crashed)
    {
        var me = fixture.Enroll();
        await me.MarkAsync(0, key: $"k{me.Id}");
        await CrashAsync(me, crashed);

        await ShouldBeReusedAsync(me.MarkAsync(1, key: $"k{me.Id}"));

        (await me.DayAsync()).UserProgress.TasksCompleted.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AddReflection_WithTheKeyOfATask_IsRefusedAndAddsNothing(bool crashed)
    {
        var me = fixture.Enroll();
        await me.MarkAsync(0, key: $"k{me.Id}");
        await CrashAsync(me, crashed);

        await ShouldBeReusedAsync(me.ReflectAsync(key: $"k{me.Id}"));

        (await me.DayAsync()).UserProgress.Reflections.ShouldBeEmpty();
    }

    /// <summary>A receipt of the version before tells the key alone.</summary>
    [Fact]
    public async Task UpdateTask_RepeatedAfterAReplicaOfTheVersionBeforeActed_AnswersAsThen()
    {
        var me = fixture.Enroll();
        var first = await me.MarkAsync(0, key: $"k{me.Id}");
        await me.MarkAsync(1);
        await CrashAsync(me, crashed: true);
        (await fixture.Database.ExecuteAsync(
            $"UPDATE program_days SET data = data #- '{"{receipts,0,fingerprint}"}' WHERE id = '{me.Id}:1' AND data #> "
            + $"'{"{receipts,0,fingerprint}"}' IS NOT NULL"))
            .ShouldBe(1);

        (await me.MarkAsync(0, key: $"k{me.Id}")).ShouldBe(first);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RateDay_RepeatedAfterAnotherRating_AnswersAsThen(bool crashed)
    {
        var me = fixture.Enroll();
        await me.RateAsync(new RateDayRequest { DifficultyRating = 2 });
        var first = await me.RateAsync(new RateDayRequest { Notes = "Hard." }, $"k{me.Id}");
        await me.RateAsync(new RateDayRequest { DifficultyRating = 5, SatisfactionRating = 4, Notes = "Not so hard." });
        await CrashAsync(me, crashed);

        var repeat = await me.RateAsync(new RateDayRequest { Notes = "Hard." }, $"k{me.Id}");

        first.ShouldBe(new RateDayResponse { Success = true, DifficultyRating = 2, Notes = "Hard." });
        repeat.ShouldBe(first);
        (await me.DayAsync()).UserProgress.Notes.ShouldBe("Not so hard.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpdateReflection_RepeatedAfterAnotherCorrection_AnswersAsThen(bool crashed)
    {
        var me = fixture.Enroll();
        await me.ReflectAsync();
        var first = await me.CorrectAsync(1, "First.", key: $"k{me.Id}");
        await me.CorrectAsync(1, "Second.");
        await CrashAsync(me, crashed);

        var repeat = await me.CorrectAsync(1, "First.", key: $"k{me.Id}");

        repeat.ShouldBe(first);
        (await me.DayAsync()).UserProgress.Reflections[0].Answer.ShouldBe("Second.");
        (await fixture.CountAsync<ReflectionUpdated>(me.Id)).ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteReflection_Repeated_DeletesOnceAndAnswersAsThen(bool crashed)
    {
        var me = fixture.Enroll();
        await me.ReflectAsync("First.");
        await me.ReflectAsync("Second.");
        var first = await me.DeleteAsync(1, key: $"k{me.Id}");
        await me.ReflectAsync("Third.");
        await CrashAsync(me, crashed);

        var repeat = await me.DeleteAsync(1, key: $"k{me.Id}");

        repeat.ShouldBe(first);
        (await me.DayAsync()).UserProgress.Reflections.Select(reflection => reflection.Answer).ShouldBe(["Second.", "Third."]);
        (await fixture.CountAsync<ReflectionDeleted>(me.Id)).ShouldBe(1);
    }

    /// <summary>The key is a field of the request, too, as of every other write.</summary>
    [Fact]
    public async Task DeleteReflection_RepeatedWithItsRequestId_DeletesOnce()
    {
        var me = fixture.Enroll();
        await me.ReflectAsync();
        var request = new DeleteReflectionRequest
        {
            EnrollmentId = me.Id,
            DayNumber = 1,
            ReflectionNumber = 1,
            RequestId = Guid.NewGuid().ToString(),
        };

        var first = await me.Client.DeleteReflectionAsync(request, me.Headers());

        (await me.Client.DeleteReflectionAsync(request, me.Headers())).ShouldBe(first);
    }

    /// <summary>Deleted is deleted: no repeat brings the text back.</summary>
    [Fact]
    public async Task UpdateReflection_RepeatedAfterACrashAndADeletion_IsNotFound()
    {
        var me = fixture.Enroll();
        await me.ReflectAsync();
        await me.CorrectAsync(1, "First.", key: $"k{me.Id}");
        await me.DeleteAsync(1);
        await CrashAsync(me, crashed: true);

        (await Should.ThrowAsync<RpcException>(() => me.CorrectAsync(1, "First.", key: $"k{me.Id}"))).Reason().ShouldBe("NOT_FOUND");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteReflection_WithTheKeyOfAnotherNumber_IsRefusedAndDeletesNothing(bool crashed)
    {
        var me = fixture.Enroll();
        await me.ReflectAsync("First.");
        await me.ReflectAsync("Second.");
        await me.DeleteAsync(1, key: $"k{me.Id}");
        await CrashAsync(me, crashed);

        await ShouldBeReusedAsync(me.DeleteAsync(2, key: $"k{me.Id}"));

        (await me.DayAsync()).UserProgress.Reflections.Count.ShouldBe(1);
    }

    private static async Task ShouldBeReusedAsync(Task request) =>
        (await Should.ThrowAsync<RpcException>(() => request)).Reason().ShouldBe(ErrorCodes.IdempotencyKeyReused.Word);

    private async Task CrashAsync(TestUser user, bool crashed)
    {
        if (crashed)
        {
            (await fixture.ForgetKeysAsync(user.Id)).ShouldBe(1);
        }
    }
}
