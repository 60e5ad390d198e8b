using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSupport.Errors;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

public class LifecycleTests(EnrollmentHost host)
{
    private readonly TestUser _user = host.NewUser();

    [Fact]
    public async Task Program_FromStartToEnd_GoesThroughItsStatuses()
    {
        var id = await _user.EnrollAsync();

        var started = await _user.Start(id);
        (started.Started, started.EnrollmentId, started.CurrentDay).ShouldBe((true, id, 1));
        var stamp = await StartedAtAsync(id);
        stamp.ShouldNotBeNull();

        var paused = await _user.Pause(id);
        (paused.Paused, paused.EnrollmentId, paused.CurrentDay).ShouldBe((true, id, 1));
        var resumed = await _user.Resume(id);
        (resumed.Resumed, resumed.EnrollmentId, resumed.CurrentDay).ShouldBe((true, id, 1));
        await _user.Pause(id);
        await _user.Start(id);
        (await StartedAtAsync(id)).ShouldBe(stamp);

        var abandoned = await _user.Abandon(id);
        (abandoned.Abandoned, abandoned.EnrollmentId, abandoned.CurrentDay).ShouldBe((true, id, 1));
        await _user.Start(id).ShouldBeRefusedAsync(ErrorCodes.InvalidProgramStatus);

        _user.Events<ProgramStarted>().Count.ShouldBe(1);
        _user.Events<EnrollmentStatusChanged>().Select(changed => changed.To)
            .ShouldBe(["in_progress", "paused", "in_progress", "paused", "in_progress", "abandoned"]);
    }

    /// <summary>
    /// D6: a session counts up to the time that enrollment tells of, to the millisecond: one that ends then is one of before.
    /// </summary>
    [Fact]
    public async Task Abandon_TellsTheSameTimeToSessionsAsToWhoAsks()
    {
        var id = await _user.EnrollAndStartAsync();

        await _user.Abandon(id);

        var ended = _user.Events<EnrollmentEnded>().ShouldHaveSingleItem();
        (ended.EnrollmentId, ended.EndedAt).ShouldBe((id, (await _user.SeenByServices(id)).AbandonedAt.ToDateTimeOffset()));
        ended.CorrelationId.ShouldBe(_user.Events<EnrollmentStatusChanged>()[^1].CorrelationId);
    }

    /// <summary>D6: a completed one tells its time, too.</summary>
    [Fact]
    public async Task Program_ThatIsCompleted_TellsOthersWhen()
    {
        var id = await _user.EnrollAndStartAsync(host.OfferProgram(proOnly: false));
        for (var day = 1; day <= 3; day++)
        {
            await _user.CompleteDayAsync(id, day);
        }

        (await _user.SeenByServices(id)).CompletedAt.ToDateTimeOffset().ShouldBe(Some.Now.AddMinutes(3));
        var last = _user.Events<ProgramAdvanced>().Single(advanced => advanced.ProgramCompleted);
        (last.CompletedAt, _user.Events<ProgramAdvanced>()[0].CompletedAt).ShouldBe((Some.Now.AddMinutes(3), null));
    }

    [Fact]
    public async Task EveryCommand_OnSomebodyElsesEnrollment_IsNotFoundAsIfThereWereNone()
    {
        var theirs = await host.NewUser().EnrollAsync();
        foreach (var id in new[] { theirs, 987_654_321 })
        {
            var refusals = new[]
            {
                await _user.Start(id).ShouldBeRefusedAsync(ErrorCodes.NotFound),
                await _user.Pause(id).ShouldBeRefusedAsync(ErrorCodes.NotFound),
                await _user.Resume(id).ShouldBeRefusedAsync(ErrorCodes.NotFound),
                await _user.Abandon(id).ShouldBeRefusedAsync(ErrorCodes.NotFound),
                await _user.Details(id).ShouldBeRefusedAsync(ErrorCodes.NotFound),
            };
            refusals.Select(refusal => refusal.Status.Detail).Distinct().ShouldBe(["Not found."]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Command_WithoutAnEnrollment_NamesTheField(long id)
    {
        var refusal = await _user.Start(id).ShouldBeRefusedAsync(ErrorCodes.ValidationFailed);
        refusal.Fields().ShouldBe(["enrollment_id"]);
    }

    [Fact]
    public async Task Start_OfAProProgramWhenProHasEnded_IsRefusedAndChangesNothing()
    {
        _user.Subscribe();
        var id = await _user.EnrollAsync(2);
        _user.Subscribe(SubscriptionStatus.Expired);

        await _user.Start(id).ShouldBeRefusedAsync(ErrorCodes.ProRequired);
        (await StartedAtAsync(id)).ShouldBeNull();

        _user.Subscribe();
        await _user.Start(id);
    }

    [Fact]
    public async Task Start_TwentyAtOnce_StartsOnce()
    {
        var id = await _user.EnrollAsync();
        var calls = Enumerable.Range(0, 20).Select(_ => _user.Start(id).ResponseAsync);
        var codes = await Task.WhenAll(calls.Select(async call =>
        {
            try
            {
                await call;
                return "OK";
            }
            catch (RpcException exception)
            {
                return exception.Reason();
            }
        }));

        codes.Count(code => code == "OK").ShouldBe(1);
        codes.Count(code => code == "INVALID_PROGRAM_STATUS").ShouldBe(19);
        _user.Events<ProgramStarted>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_WithTheSameKeyAfterACrash_AnswersAsTheFirstTimeAndActsOnce()
    {
        var id = await _user.EnrollAsync();
        var first = await _user.Start(id, "start");
        await _user.ForgetAnswerAsync("start");

        (await _user.Start(id, "start")).ShouldBe(first);
        _user.Events<ProgramStarted>().Count.ShouldBe(1);
        await _user.Start(id, "another").ShouldBeRefusedAsync(ErrorCodes.InvalidProgramStatus);
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task Pause_RepeatedAfterACrashAndAnotherDevicesResume_AnswersAsTheFirstTimeAndActsOnce(string? resumedWith)
    {
        var id = await _user.EnrollAndStartAsync();
        var first = await _user.Pause(id, "pause");
        await _user.ForgetAnswerAsync("pause");
        await _user.Resume(id, resumedWith);
        await _user.CompleteDayAsync(id, 1);

        (await _user.Pause(id, "pause")).ShouldBe(first);

        (await StatusAsync(id)).ShouldBe("in_progress");
        _user.Events<EnrollmentStatusChanged>().Count(changed => changed.To == "paused").ShouldBe(1);
    }

    [Fact]
    public async Task Resume_WithTheKeyOfAPauseAfterACrash_IsRefusedAndChangesNothing()
    {
        var id = await _user.EnrollAndStartAsync();
        await _user.Pause(id, "key");
        await _user.ForgetAnswerAsync("key");

        await _user.Resume(id, "key").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);

        (await StatusAsync(id)).ShouldBe("paused");
    }

    /// <summary>While versions change, a replica of the version before may act; it writes a column that is read no more.</summary>
    [Fact]
    public async Task Pause_RepeatedAfterAReplicaOfTheVersionBeforeMadeIt_ActsOnce()
    {
        var id = await host.Database.ScalarAsync<long>($"""
            INSERT INTO enrollments (
                id, user_id, program_id, status, current_day, completed_days, total_days, enrolled_at, started_at, change_key, changed_at, change_receipts)
            VALUES (
                nextval('enrollment_ids'), {_user.Id}, 1, 'paused', 1, '{"{}"}', 14, now(), now(), 'before', now(),
                jsonb_build_array(jsonb_build_object('key', 'before', 'verb', 'pause', 'at', now(), 'currentDay', 1)))
            RETURNING id
            """);
        await _user.Resume(id, "resume");

        (await _user.Pause(id, "before")).Paused.ShouldBeTrue();

        (await StatusAsync(id)).ShouldBe("in_progress");
    }

    private Task<string> StatusAsync(long id) => host.Database.ScalarAsync<string>($"SELECT status FROM enrollments WHERE id = {id}");

    private async Task<DateTimeOffset?> StartedAtAsync(long id) =>
        (await _user.Details(id)).StartedAt?.ToDateTimeOffset();
}
