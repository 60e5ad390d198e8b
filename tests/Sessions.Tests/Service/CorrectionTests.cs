using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.TestSupport.Errors;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Service;

/// <summary>Sessions that are entered afterwards, corrected and removed.</summary>
[Collection(ServiceTests.Name)]
public sealed class CorrectionTests(SessionsSystem system)
{
    private DateTimeOffset Now => system.Clock.GetUtcNow();

    [Fact]
    public async Task Log_OfAForgottenSession_StandsInTheListAsEntered()
    {
        var user = system.NewUser();

        var logged = await user.LogAsync(Now.AddHours(-2));

        (logged.IsManual, logged.CreditedMinutes, logged.PlannedDurationSeconds).ShouldBe((true, 25, 1500));
        logged.CorrectedAt.ShouldBeNull();
        (await user.ListAsync()).Sessions.ShouldHaveSingleItem().ShouldBe(logged);
        var completed = system.Events<SessionCompleted>(user).ShouldHaveSingleItem();
        (completed.IsManual, completed.CreditedSeconds, completed.EndedAt).ShouldBe((true, 1500, logged.EndedAt.ToDateTimeOffset()));
        (await user.ActiveAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Log_Repeated_EntersOneSession()
    {
        var user = system.NewUser();
        var at = Now.AddDays(-6);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => user.LogAsync(at, key: "log")));
        await system.ForgetAnswersAsync();
        var later = await user.LogAsync(at, key: "log");

        answers.Append(later).Select(answer => answer.SessionId).Distinct().ShouldHaveSingleItem();
        system.Events<SessionCompleted>(user).Count.ShouldBe(1);
        await user.LogAsync(at.AddHours(1), key: "log").ShouldBeRefusedAsync(ErrorCodes.IdempotencyKeyReused);
    }

    [Fact]
    public async Task Log_WhileAnotherSessionRan_IsRefused()
    {
        var user = system.NewUser();
        var at = Now.AddHours(-3);
        await user.LogAsync(at);

        await user.LogAsync(at.AddMinutes(24)).ShouldBeRefusedAsync(ErrorCodes.SessionOverlaps);
        await user.LogAsync(at.AddMinutes(25), 1);
        await user.LogAsync(at.AddMinutes(-1), 1);

        await user.StartAsync();
        system.Clock.Advance(TimeSpan.FromMinutes(10));
        await user.LogAsync(Now.AddMinutes(-5), 2).ShouldBeRefusedAsync(ErrorCodes.SessionOverlaps);
    }

    [Fact]
    public async Task Log_OfOverlappingSessionsAtOnce_EntersOne()
    {
        var user = system.NewUser();
        var at = Now.AddHours(-3);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(minute => TryAsync(user.LogAsync(at.AddMinutes(minute)))));

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes.OfType<string>().ShouldBeSubsetOf([ErrorCodes.SessionOverlaps.Word, ErrorCodes.Conflict.Word]);
        system.Events<SessionCompleted>(user).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Log_AfterTheSessionThatWasThereIsRemoved_TakesItsTime()
    {
        var user = system.NewUser();
        var at = Now.AddHours(-3);
        var wrong = await user.LogAsync(at);
        await user.RemoveAsync(wrong.SessionId);

        (await user.LogAsync(at)).SessionId.ShouldNotBe(wrong.SessionId);
    }

    [Fact]
    public async Task Log_OfALockedDayOrAPausedProgram_IsRefused()
    {
        var user = system.NewUser();

        await user.LogAsync(Now.AddHours(-1), day: 4).ShouldBeRefusedAsync(ErrorCodes.DayLocked);
        await user.LogAsync(Now.AddHours(1)).ShouldBeRefusedAsync(ErrorCodes.ValidationFailed);
        user.Enrollment.Status = EnrollmentStatus.Paused;
        await user.LogAsync(Now.AddHours(-1)).ShouldBeRefusedAsync(ErrorCodes.ProgramNotInProgress);
        system.Events<SessionCompleted>(user).ShouldBeEmpty();
    }

    [Fact]
    public async Task Correct_OfACompletedSession_ShowsWhatCountsNow()
    {
        var user = system.NewUser();
        var id = await CompletedAsync(user);

        var corrected = await user.CorrectAsync(id, 10, "Only ten", "fix");

        (corrected.CreditedMinutes, corrected.ActualDurationSeconds, corrected.Notes).ShouldBe((10, 1200, "Only ten"));
        corrected.CorrectedAt.ToDateTimeOffset().ShouldBe(Now);
        await system.ForgetAnswersAsync();
        (await user.CorrectAsync(id, 10, "Only ten", "fix")).ShouldBe(corrected);
        var told = system.Events<SessionCorrected>(user).ShouldHaveSingleItem();
        (told.CreditedSeconds, told.Revision, told.IsRemoved).ShouldBe((600, 1, false));
        await user.CorrectAsync(id, 21).ShouldBeRefusedAsync(ErrorCodes.ValidationFailed);
    }

    [Fact]
    public async Task Remove_OfACompletedSession_LeavesNothingToBeSeen()
    {
        var user = system.NewUser();
        var (kept, removed) = (await CompletedAsync(user), await CompletedAsync(user));

        (await user.RemoveAsync(removed, "remove")).Success.ShouldBeTrue();

        (await user.RemoveAsync(removed, "remove")).Success.ShouldBeTrue();
        await user.RemoveAsync(removed).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await user.CompleteAsync(removed).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        (await user.ListAsync()).Sessions.ShouldHaveSingleItem().SessionId.ShouldBe(kept);
        (await user.ListAsync(pageSize: 1)).Sessions.ShouldBeEmpty("the newest was removed, and the page's token leads on");
        system.Events<SessionCorrected>(user).ShouldHaveSingleItem().IsRemoved.ShouldBeTrue();
        (await system.StoredAsync(removed)).Notes.ShouldBeNull();
    }

    [Fact]
    public async Task Correct_OfSomebodyElsesSession_FindsNothing()
    {
        var id = await CompletedAsync(system.NewUser());

        await system.NewUser().CorrectAsync(id, 1).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await system.NewUser().RemoveAsync(id).ShouldBeRefusedAsync(ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Correct_AfterAWeek_IsRefused()
    {
        var user = system.NewUser();
        var id = await CompletedAsync(user);

        system.Clock.Advance(FocusSession.CorrectionWindow + TimeSpan.FromSeconds(1));

        await user.CorrectAsync(id, 1).ShouldBeRefusedAsync(ErrorCodes.CorrectionClosed);
        await user.RemoveAsync(id).ShouldBeRefusedAsync(ErrorCodes.CorrectionClosed);
    }

    private async Task<string> CompletedAsync(TestUser user)
    {
        var id = (await user.StartAsync()).SessionId;
        system.Clock.Advance(TimeSpan.FromMinutes(20));
        await user.CompleteAsync(id, 3, "Notes");
        return id;
    }

    private static async Task<string?> TryAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (RpcException exception)
        {
            return exception.Reason();
        }
    }
}
