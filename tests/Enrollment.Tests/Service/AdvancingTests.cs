using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.TestSupport.Errors;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>The consumer on PostgreSQL.</summary>
public class AdvancingTests(EnrollmentHost host)
{
    private readonly TestUser _user = host.NewUser();

    [Fact]
    public async Task DayEvaluated_Twice_AdvancesOnceAndNamesItsCause()
    {
        var id = await _user.EnrollAndStartAsync();
        var evaluated = await _user.CompleteDayAsync(id, 1);
        await _user.DeliverAsync(evaluated);
        await _user.CompleteDayAsync(id, 1);

        var advanced = _user.Events<ProgramAdvanced>().ShouldHaveSingleItem();
        (advanced.CorrelationId, advanced.CausationId, advanced.CompletedDay, advanced.CurrentDay)
            .ShouldBe((evaluated.CorrelationId, evaluated.Id, 1, 2));
        advanced.CompletedDays.ShouldBe([1]);
        (await host.Database.ScalarAsync<string>($"SELECT completed_days::text FROM enrollments WHERE id = {id}")).ShouldBe("{1}");
    }

    [Fact]
    public async Task DayEvaluated_ForAllDaysTwiceInDisorderAndAtOnce_CompletesTheProgramOnce()
    {
        var id = await _user.EnrollAndStartAsync();
        int[] days = [.. Enumerable.Range(1, 14), .. Enumerable.Range(1, 14)];
        new Random(1).Shuffle(days);

        // As many at once as the consumer takes.
        await Parallel.ForEachAsync(
            days, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (day, _) => await _user.CompleteDayAsync(id, day));

        var advanced = _user.Events<ProgramAdvanced>();
        advanced.Select(happened => happened.CompletedDay).Order().ShouldBe(Enumerable.Range(1, 14));
        advanced.Select(happened => happened.CompletedDays.Count).Order().ShouldBe(Enumerable.Range(1, 14));
        advanced.Count(happened => happened.ProgramCompleted).ShouldBe(1);
        _user.Events<ProgramCompleted>().ShouldHaveSingleItem().CompletedAt.ShouldBe(Some.Now.AddMinutes(14));
        (await host.Database.ScalarAsync<string>($"SELECT status || ' ' || current_day || ' ' || cardinality(completed_days) FROM "
            + $"enrollments WHERE id = {id}"))
            .ShouldBe("completed 14 14");
    }

    [Fact]
    public async Task DayEvaluated_OfAPausedProgram_IsNotedAndItStaysPaused()
    {
        var id = await _user.EnrollAndStartAsync();
        await _user.Pause(id);
        await _user.CompleteDayAsync(id, 1);

        _user.Events<ProgramAdvanced>().Count.ShouldBe(1);
        (await host.Database.ScalarAsync<string>($"SELECT status || ' ' || current_day FROM enrollments WHERE id = {id}"))
            .ShouldBe("paused 2");
    }

    [Fact]
    public async Task DayEvaluated_ThatFitsNoEnrollment_IsIgnored()
    {
        var id = await _user.EnrollAndStartAsync();
        await _user.CompleteDayAsync(987_654_321, 1);
        await host.NewUser().CompleteDayAsync(id, 1);
        await _user.CompleteDayAsync(id, 15);
        await _user.CompleteDayAsync(id, 0);

        _user.Events<ProgramAdvanced>().ShouldBeEmpty();
    }

    [Fact]
    public async Task DayEvaluated_OnTheWayWhileTheUserGaveUp_IsNotedSoThatBothSidesAgree()
    {
        var id = await _user.EnrollAndStartAsync();
        await _user.Abandon(id);

        await _user.CompleteDayAsync(id, 1);

        _user.Events<ProgramAdvanced>().ShouldHaveSingleItem();
        (await host.Database.ScalarAsync<string>($"SELECT status || ' ' || completed_days::text FROM enrollments WHERE id = {id}"))
            .ShouldBe("abandoned {1}");
    }

    /// <summary>
    /// What was done after the program was given up counts for no day. Whoever waits for it is told, each time it is told of.
    /// </summary>
    [Fact]
    public async Task DayEvaluated_OfADayThatWasCompletedAfterTheUserGaveUp_CountsNothingAndSettlesTheWait()
    {
        var id = await _user.EnrollAndStartAsync();
        await _user.Abandon(id);
        var evaluated = new DayEvaluated
        {
            OccurredAt = TimeProvider.System.GetUtcNow(),
            UserId = _user.Id,
            CorrelationId = Guid.CreateVersion7(),
            EnrollmentId = id,
            ProgramId = 1,
            DayNumber = 1,
            CompletedAt = TimeProvider.System.GetUtcNow().AddMinutes(1),
        };

        await _user.DeliverAsync(evaluated);
        await _user.DeliverAsync(evaluated);

        _user.Events<ProgramAdvanced>().ShouldBeEmpty();
        _user.Events<ProgressUpdated>().Select(word => (word.EnrollmentId, word.Settled, word.CorrelationId, word.CausationId))
            .ShouldBe([(id, true, evaluated.CorrelationId, evaluated.Id), (id, true, evaluated.CorrelationId, evaluated.Id)]);
        (await host.Database.ScalarAsync<string>($"SELECT status || ' ' || completed_days::text FROM enrollments WHERE id = {id}"))
            .ShouldBe("abandoned {}");
    }

    /// <summary>S6: one story, also where the word of the last day comes after the user gave up.</summary>
    [Fact]
    public async Task DayEvaluated_OfTheLastDayOnTheWayWhileTheUserGaveUp_CompletesTheProgram()
    {
        var id = await _user.EnrollAndStartAsync(host.OfferProgram(proOnly: false));
        await _user.CompleteDayAsync(id, 1);
        await _user.CompleteDayAsync(id, 2);
        await _user.Abandon(id);
        (await StoryAsync(id)).ShouldBe("abandoned 2 open");

        await _user.CompleteDayAsync(id, 3);

        (await StoryAsync(id)).ShouldBe("completed 3 done");
        _user.Events<ProgramCompleted>().ShouldHaveSingleItem().CompletedAt.ShouldBe(Some.Now.AddMinutes(3));
        await _user.Abandon(id).ShouldBeRefusedAsync(ErrorCodes.InvalidProgramStatus);
    }

    /// <summary>S6: the word of the last day and the wish to give up, at once.</summary>
    [Fact]
    public async Task DayEvaluated_OfTheLastDayAndTheWishToGiveUpAtOnce_AreOneStory()
    {
        var program = host.OfferProgram(proOnly: false);
        for (var round = 0; round < 20; round++)
        {
            var user = host.NewUser();
            var id = await user.EnrollAndStartAsync(program);
            await user.CompleteDayAsync(id, 1);
            await user.CompleteDayAsync(id, 2);

            var abandoning = user.Abandon(id).ResponseAsync;
            await user.CompleteDayAsync(id, 3);
            if (await Record.ExceptionAsync(() => abandoning) is { } refusal)
            {
                refusal.ShouldBeOfType<RpcException>().Reason().ShouldBe(ErrorCodes.InvalidProgramStatus.Word);
            }

            (await StoryAsync(id)).ShouldBe("completed 3 done");
            user.Events<ProgramCompleted>().Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task DayEvaluated_WhileTheUserPausesAndResumes_LosesNeither()
    {
        var id = await _user.EnrollAndStartAsync();
        var fourAtOnce = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        var days = Parallel.ForEachAsync(Enumerable.Range(1, 13), fourAtOnce, async (day, _) => await _user.CompleteDayAsync(id, day));
        for (var round = 0; round < 5; round++)
        {
            await _user.Pause(id);
            await _user.Resume(id);
        }

        await days;
        (await host.Database.ScalarAsync<string>($"SELECT status || ' ' || current_day || ' ' || cardinality(completed_days) FROM "
            + $"enrollments WHERE id = {id}"))
            .ShouldBe("in_progress 14 13");
        _user.Events<ProgramAdvanced>().Count.ShouldBe(13);
        _user.Events<EnrollmentStatusChanged>().Count.ShouldBe(11);
    }

    private Task<string> StoryAsync(long id) => host.Database.ScalarAsync<string>(
        $"SELECT status || ' ' || cardinality(completed_days) || CASE WHEN completed_at IS NULL THEN ' open' ELSE ' done' END FROM "
        + $"enrollments WHERE id = {id}");
}
