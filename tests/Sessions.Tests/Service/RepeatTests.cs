using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.TestSupport.Errors;
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
        var user = system.NewUser();
        var first = await user.StartAsync("start");
        await AfterAsync(crashed);
        system.Clock.Advance(TimeSpan.FromMinutes(1));

        (await user.StartAsync("start")).ShouldBe(first);

        system.Events<SessionStarted>(user).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_RepeatedAfterACrash_FindsItsSessionWhateverHasHappenedSince()
    {
        var user = system.NewUser();
        var first = await user.StartAsync("start");
        await user.CompleteAsync(first.SessionId);
        user.Enrollment.Status = EnrollmentStatus.Paused;
        await system.ForgetAnswersAsync();
        system.Clock.Advance(TimeSpan.FromHours(23));

        (await user.StartAsync("start")).ShouldBe(first);
    }

    [Fact]
    public async Task Start_RepeatedTwentyTimesAtOnce_IsOneSessionAndOneAnswer()
    {
        var user = system.NewUser();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => user.StartAsync("start")));

        answers.Distinct().ShouldHaveSingleItem();
        system.Events<SessionStarted>(user).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_WithTheKeyOfYesterday_StartsAnotherSession()
    {
        var user = system.NewUser();
        var ids = new List<string>();
        for (var day = 0; day < 4; day++)
        {
            var started = await user.StartAsync("start");
            await user.CompleteAsync(started.SessionId, key: "complete");
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
        var user = system.NewUser();
        await user.StartAsync("start");
        await AfterAsync(crashed);

        await user.StartAsync("start", minutes: 26).ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
    }

    [Fact]
    public async Task Start_WithTheSameKeyOfTwoUsers_AreTwoSessions()
    {
        var first = await system.NewUser().StartAsync("start");

        (await system.NewUser().StartAsync("start")).SessionId.ShouldNotBe(first.SessionId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Complete_Repeated_AnswersTheSameAndCreditsOnce(bool crashed)
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(3));
        var first = await user.CompleteAsync(id, 4, key: "complete");
        await AfterAsync(crashed);
        system.Clock.Advance(TimeSpan.FromMinutes(1));

        (await user.CompleteAsync(id, 4, key: "complete")).ShouldBe(first);
        await user.CompleteAsync(id, 4, key: "another").ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
        await user.CompleteAsync(id, 4).ShouldBeRefusedAsync(ErrorCodes.SessionEnded);
        await user.CompleteAsync(id, 5, key: "complete").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);

        system.Events<SessionCompleted>(user).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Distraction_Repeated_CountsOnce(bool crashed)
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        await user.DistractAsync(id, "Phone", "first");
        await user.DistractAsync(id, "Phone", "second");
        await AfterAsync(crashed);

        (await user.DistractAsync(id, "Phone", "first")).ShouldBe(1);
        (await user.DistractAsync(id, "Phone", "third")).ShouldBe(3);

        system.Events<DistractionLogged>(user).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PauseResumeAndCancel_Repeated_ActOnce(bool crashed)
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;

        for (var repeat = 0; repeat < 2; repeat++)
        {
            (await user.PauseAsync(id, "pause")).Success.ShouldBeTrue();
            await AfterAsync(crashed);
        }

        for (var repeat = 0; repeat < 2; repeat++)
        {
            (await user.ResumeAsync(id, "resume")).Success.ShouldBeTrue();
            await AfterAsync(crashed);
        }

        (await user.PauseAsync(id, "pause")).Success.ShouldBeTrue();
        (await user.ActiveAsync())!.Status.ShouldBe(Protos.Sessions.V1.SessionStatus.Active);
        for (var repeat = 0; repeat < 2; repeat++)
        {
            (await user.CancelAsync(id, "cancel")).Success.ShouldBeTrue();
            await AfterAsync(crashed);
        }

        system.Events<SessionPaused>(user).Count.ShouldBe(1);
        system.Events<SessionResumed>(user).Count.ShouldBe(1);
        system.Events<SessionCanceled>(user).Count.ShouldBe(1);
    }

    /// <summary>D3: a pause after the bell is repeated like any other, and one before it keeps its own answer.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PauseAfterTheBell_Repeated_AnswersTheSameAndCreditsOnce(bool crashed)
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(1));
        var early = await user.PauseAsync(id, "early");
        await user.ResumeAsync(id);
        system.Clock.Advance(TimeSpan.FromMinutes(30));
        var late = await user.PauseAsync(id, "late");
        await AfterAsync(crashed);

        (await user.PauseAsync(id, "late")).ShouldBe(late);
        (await user.PauseAsync(id, "early")).ShouldBe(early);
        late.ShouldNotBe(early);
        await user.CompleteAsync(id, key: "late").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await user.PauseAsync(id, "another").ShouldBeRefusedAsync(ErrorCodes.SessionEnded);

        system.Events<SessionCompleted>(user).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyCommand_WithTheKeyOfAnotherRoute_IsRefusedAndChangesNothing(bool crashed)
    {
        var user = system.NewUser();
        var id = (await user.StartAsync("start")).SessionId;
        await user.DistractAsync(id, "Phone", "distraction");
        await user.PauseAsync(id, "pause");
        await AfterAsync(crashed);

        await user.ResumeAsync(id, "pause").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await user.PauseAsync(id, "start").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await user.DistractAsync(id, "Phone", "pause").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await user.CompleteAsync(id, key: "distraction").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
        await user.CancelAsync(id, "distraction").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);

        var stored = await system.StoredAsync(id);
        (stored.Status, stored.Distractions.Count).ShouldBe((SessionStatus.Paused, 1));
    }

    private Task AfterAsync(bool crashed) => crashed ? system.ForgetAnswersAsync() : Task.CompletedTask;
}
