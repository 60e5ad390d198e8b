using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Service;

/// <summary>Requests that come again with their key: also when their answer was lost together with the process.</summary>
[Collection(ServiceTests.Name)]
public sealed class RepeatTests(SessionsSystem system)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_Repeated_FindsItsSession(bool crashed)
    {
        var person = system.NewPerson();
        var first = await person.StartAsync("start");
        await AfterAsync(crashed);
        system.Clock.Advance(TimeSpan.FromMinutes(1));

        (await person.StartAsync("start")).ShouldBe(first);

        system.Events<SessionStarted>(person).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_RepeatedAfterACrash_FindsItsSessionWhateverHasHappenedSince()
    {
        var person = system.NewPerson();
        var first = await person.StartAsync("start");
        await person.CompleteAsync(first.SessionId);
        person.Enrollment.Status = EnrollmentStatus.Paused;
        await system.ForgetAnswersAsync();
        system.Clock.Advance(TimeSpan.FromHours(23));

        (await person.StartAsync("start")).ShouldBe(first);
    }

    [Fact]
    public async Task Start_RepeatedTwentyTimesAtOnce_IsOneSessionAndOneAnswer()
    {
        var person = system.NewPerson();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => person.StartAsync("start")));

        answers.Distinct().ShouldHaveSingleItem();
        system.Events<SessionStarted>(person).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_WithTheKeyOfYesterday_StartsAnotherSession()
    {
        var person = system.NewPerson();
        var ids = new List<string>();
        for (var day = 0; day < 4; day++)
        {
            var started = await person.StartAsync("start");
            await person.CompleteAsync(started.SessionId, key: "complete");
            ids.Add(started.SessionId);
            system.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        }

        ids.Distinct().Count().ShouldBe(4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_WithTheKeyOfAnotherBody_IsRefused(bool crashed)
    {
        var person = system.NewPerson();
        await person.StartAsync("start");
        await AfterAsync(crashed);

        await person.StartAsync("start", minutes: 26).ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
    }

    [Fact]
    public async Task Start_WithTheSameKeyOfTwoPeople_AreTwoSessions()
    {
        var first = await system.NewPerson().StartAsync("start");

        (await system.NewPerson().StartAsync("start")).SessionId.ShouldNotBe(first.SessionId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Complete_Repeated_AnswersTheSameAndCreditsOnce(bool crashed)
    {
        var person = system.NewPerson();
        var id = (await person.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(3));
        var first = await person.CompleteAsync(id, 4, key: "complete");
        await AfterAsync(crashed);
        system.Clock.Advance(TimeSpan.FromMinutes(1));

        (await person.CompleteAsync(id, 4, key: "complete")).ShouldBe(first);
        await person.CompleteAsync(id, 4, key: "another").ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
        await person.CompleteAsync(id, 4).ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
        await person.CompleteAsync(id, 5, key: "complete").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);

        system.Events<SessionCompleted>(person).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Distraction_Repeated_CountsOnce(bool crashed)
    {
        var person = system.NewPerson();
        var id = (await person.StartAsync()).SessionId;
        await person.DistractAsync(id, "Phone", "first");
        await person.DistractAsync(id, "Phone", "second");
        await AfterAsync(crashed);

        (await person.DistractAsync(id, "Phone", "first")).ShouldBe(1);
        (await person.DistractAsync(id, "Phone", "third")).ShouldBe(3);

        system.Events<DistractionLogged>(person).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PauseResumeAndCancel_Repeated_ActOnce(bool crashed)
    {
        var person = system.NewPerson();
        var id = (await person.StartAsync()).SessionId;

        for (var repeat = 0; repeat < 2; repeat++)
        {
            (await person.PauseAsync(id, "pause")).Success.ShouldBeTrue();
            await AfterAsync(crashed);
        }

        for (var repeat = 0; repeat < 2; repeat++)
        {
            (await person.ResumeAsync(id, "resume")).Success.ShouldBeTrue();
            await AfterAsync(crashed);
        }

        (await person.PauseAsync(id, "pause")).Success.ShouldBeTrue();
        (await person.ActiveAsync())!.Status.ShouldBe(Protos.Sessions.V1.SessionStatus.Active);
        for (var repeat = 0; repeat < 2; repeat++)
        {
            (await person.CancelAsync(id, "cancel")).Success.ShouldBeTrue();
            await AfterAsync(crashed);
        }

        system.Events<SessionPaused>(person).Count.ShouldBe(1);
        system.Events<SessionResumed>(person).Count.ShouldBe(1);
        system.Events<SessionCanceled>(person).Count.ShouldBe(1);
    }

    /// <summary>D3: a pause after the bell is repeated like any other, and one before it keeps its own answer.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PauseAfterTheBell_Repeated_AnswersTheSameAndCreditsOnce(bool crashed)
    {
        var person = system.NewPerson();
        var id = (await person.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(1));
        var early = await person.PauseAsync(id, "early");
        await person.ResumeAsync(id);
        system.Clock.Advance(TimeSpan.FromMinutes(30));
        var late = await person.PauseAsync(id, "late");
        await AfterAsync(crashed);

        (await person.PauseAsync(id, "late")).ShouldBe(late);
        (await person.PauseAsync(id, "early")).ShouldBe(early);
        late.ShouldNotBe(early);
        await person.CompleteAsync(id, key: "late").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await person.PauseAsync(id, "another").ShouldBeRefusedAsync(ErrorCodes.SessionEnded);

        system.Events<SessionCompleted>(person).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyCommand_WithTheKeyOfAnotherRoute_IsRefusedAndChangesNothing(bool crashed)
    {
        var person = system.NewPerson();
        var id = (await person.StartAsync("start")).SessionId;
        await person.DistractAsync(id, "Phone", "distraction");
        await person.PauseAsync(id, "pause");
        await AfterAsync(crashed);

        await person.ResumeAsync(id, "pause").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await person.PauseAsync(id, "start").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await person.DistractAsync(id, "Phone", "pause").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await person.CompleteAsync(id, key: "distraction").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await person.CancelAsync(id, "distraction").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);

        var stored = await system.StoredAsync(id);
        (stored.Status, stored.Distractions.Count).ShouldBe((SessionStatus.Paused, 1));
    }

    private Task AfterAsync(bool crashed) => crashed ? system.ForgetAnswersAsync() : Task.CompletedTask;
}
