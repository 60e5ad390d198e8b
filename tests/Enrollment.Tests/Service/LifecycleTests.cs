using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

public class LifecycleTests(EnrollmentHost host)
{
    private readonly TestPerson _person = host.NewPerson();

    [Fact]
    public async Task Program_FromStartToEnd_GoesThroughItsStatuses()
    {
        var id = await _person.EnrollAsync();

        var started = await _person.Client.StartProgramAsync(new StartProgramRequest { EnrollmentId = id }, _person.Headers);
        (started.Started, started.EnrollmentId, started.CurrentDay).ShouldBe((true, id, 1));
        var stamp = await StartedAtAsync(id);
        stamp.ShouldNotBeNull();

        var paused = await _person.Client.PauseProgramAsync(new PauseProgramRequest { EnrollmentId = id }, _person.Headers);
        (paused.Paused, paused.EnrollmentId, paused.CurrentDay).ShouldBe((true, id, 1));
        var resumed = await _person.Client.ResumeProgramAsync(new ResumeProgramRequest { EnrollmentId = id }, _person.Headers);
        (resumed.Resumed, resumed.EnrollmentId, resumed.CurrentDay).ShouldBe((true, id, 1));
        await _person.PauseAsync(id);
        await _person.StartAsync(id);
        (await StartedAtAsync(id)).ShouldBe(stamp);

        var abandoned = await _person.Client.AbandonProgramAsync(new AbandonProgramRequest { EnrollmentId = id }, _person.Headers);
        (abandoned.Abandoned, abandoned.EnrollmentId, abandoned.CurrentDay).ShouldBe((true, id, 1));
        await _person.Client.StartProgramAsync(new StartProgramRequest { EnrollmentId = id }, _person.Headers).ShouldBeRefusedAsync(ErrorCodes.InvalidProgramStatus);

        _person.Events<ProgramStarted>().Count.ShouldBe(1);
        _person.Events<EnrollmentStatusChanged>().Select(changed => changed.To).ShouldBe(["in_progress", "paused", "in_progress", "paused", "in_progress", "abandoned"]);
    }

    [Fact]
    public async Task EveryCommand_OnSomebodyElsesEnrollment_IsNotFoundAsIfThereWereNone()
    {
        var theirs = await host.NewPerson().EnrollAsync();
        foreach (var id in new[] { theirs, 987_654_321 })
        {
            var refusals = new[]
            {
                await _person.Client.StartProgramAsync(new StartProgramRequest { EnrollmentId = id }, _person.Headers).ShouldBeRefusedAsync(ErrorCodes.NotFound),
                await _person.Client.PauseProgramAsync(new PauseProgramRequest { EnrollmentId = id }, _person.Headers).ShouldBeRefusedAsync(ErrorCodes.NotFound),
                await _person.Client.ResumeProgramAsync(new ResumeProgramRequest { EnrollmentId = id }, _person.Headers).ShouldBeRefusedAsync(ErrorCodes.NotFound),
                await _person.Client.AbandonProgramAsync(new AbandonProgramRequest { EnrollmentId = id }, _person.Headers).ShouldBeRefusedAsync(ErrorCodes.NotFound),
                await _person.Client.GetProgramAsync(new GetProgramRequest { EnrollmentId = id }, _person.Headers).ShouldBeRefusedAsync(ErrorCodes.NotFound),
            };
            refusals.Select(refusal => refusal.Status.Detail).Distinct().ShouldBe(["Not found."]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Command_WithoutAnEnrollment_NamesTheField(long id)
    {
        var refusal = await _person.Client.StartProgramAsync(new StartProgramRequest { EnrollmentId = id }, _person.Headers).ShouldBeRefusedAsync(ErrorCodes.ValidationFailed);
        refusal.Fields().ShouldBe(["enrollment_id"]);
    }

    [Fact]
    public async Task Start_OfAProProgramWhenProHasEnded_IsRefusedAndChangesNothing()
    {
        _person.Subscribe();
        var id = await _person.EnrollAsync(2);
        _person.Subscribe(SubscriptionStatus.Expired);

        await _person.Client.StartProgramAsync(new StartProgramRequest { EnrollmentId = id }, _person.Headers).ShouldBeRefusedAsync(ErrorCodes.ProRequired);
        (await StartedAtAsync(id)).ShouldBeNull();

        _person.Subscribe();
        await _person.StartAsync(id);
    }

    [Fact]
    public async Task Start_TwentyAtOnce_StartsOnce()
    {
        var id = await _person.EnrollAsync();
        var calls = Enumerable.Range(0, 20).Select(_ => _person.Client.StartProgramAsync(new StartProgramRequest { EnrollmentId = id }, _person.Headers).ResponseAsync);
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
        _person.Events<ProgramStarted>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_WithTheSameKeyAfterACrash_AnswersAsTheFirstTimeAndActsOnce()
    {
        var id = await _person.EnrollAsync();
        var request = new StartProgramRequest { EnrollmentId = id };
        var first = await _person.Client.StartProgramAsync(request, _person.HeadersWithKey("start"));
        await _person.ForgetAnswerAsync("start");

        (await _person.Client.StartProgramAsync(request, _person.HeadersWithKey("start"))).ShouldBe(first);
        _person.Events<ProgramStarted>().Count.ShouldBe(1);
        await _person.Client.StartProgramAsync(request, _person.HeadersWithKey("another")).ShouldBeRefusedAsync(ErrorCodes.InvalidProgramStatus);
    }

    private async Task<DateTimeOffset?> StartedAtAsync(long id) =>
        (await _person.Client.GetProgramAsync(new GetProgramRequest { EnrollmentId = id }, _person.Headers)).StartedAt?.ToDateTimeOffset();
}
