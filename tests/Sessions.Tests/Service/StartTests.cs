using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.TestSupport.Errors;
using Google.Protobuf.WellKnownTypes;
using Shouldly;
using Xunit;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Tests.Service;

[Collection(ServiceTests.Name)]
public sealed class StartTests(SessionsSystem system)
{
    [Fact]
    public async Task Start_OfAPermittedSession_IsSavedWithItsEvent()
    {
        var user = system.NewUser("Europe/Berlin");

        var answer = await user.StartAsync(task: "  Write  ");

        answer.SessionId.ShouldMatch("^[0-9a-f]{24}$");
        answer.StartedAt.ToDateTimeOffset().ShouldBe(system.Clock.GetUtcNow());
        answer.PlannedDurationSeconds.ShouldBe(1500);
        answer.Status.ShouldBe(Wire.SessionStatus.Active);
        var stored = await system.StoredAsync(answer.SessionId);
        (stored.UserId, stored.EnrollmentId, stored.ProgramId, stored.DayNumber)
            .ShouldBe((user.UserId, user.Enrollment.EnrollmentId, 1, 3));
        (stored.TimeZone, stored.TaskDescription, stored.Type).ShouldBe(("Europe/Berlin", "Write", SessionType.Program));
        system.Events<SessionStarted>(user).ShouldHaveSingleItem().SessionId.ShouldBe(answer.SessionId);
    }

    [Fact]
    public async Task Start_WithInvalidFields_TellsThemAll()
    {
        var user = system.NewUser();

        await user.StartAsync(minutes: 0, day: 0, task: new string('x', 501), enrollmentId: 0)
            .ShouldHaveInvalidFieldsAsync("enrollment_id", "day_number", "duration_minutes", "task_description");
    }

    [Fact]
    public async Task Start_WithSomebodyElsesEnrollment_IsNotFound()
    {
        var user = system.NewUser();

        await user.StartAsync(enrollmentId: system.NewUser().Enrollment.EnrollmentId).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await user.StartAsync(enrollmentId: system.NewId()).ShouldBeRefusedAsync(ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Start_WhereEnrollmentAnswersForAnybody_IsNotFoundAllTheSame()
    {
        system.Peers.AnswersForAnybody = true;
        try
        {
            await system.NewUser().StartAsync(enrollmentId: system.NewUser().Enrollment.EnrollmentId)
                .ShouldBeRefusedAsync(ErrorCodes.NotFound);
        }
        finally
        {
            system.Peers.AnswersForAnybody = false;
        }
    }

    [Theory]
    [InlineData(EnrollmentStatus.NotStarted)]
    [InlineData(EnrollmentStatus.Paused)]
    [InlineData(EnrollmentStatus.Completed)]
    [InlineData(EnrollmentStatus.Abandoned)]
    public async Task Start_WhileTheProgramIsNotInProgress_IsRefused(EnrollmentStatus status)
    {
        var user = system.NewUser();
        user.Enrollment.Status = status;

        await user.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ProgramNotInProgress);
        (await user.ActiveAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(14)]
    [InlineData(15)]
    public async Task Start_OfALaterDay_IsRefused(int day) =>
        await system.NewUser().StartAsync(day: day).ShouldBeRefusedAsync(ErrorCodes.DayLocked);

    [Fact]
    public async Task Start_OfAnEarlierDay_IsAllowed() => (await system.NewUser().StartAsync(day: 1)).SessionId.ShouldNotBeEmpty();

    [Fact]
    public async Task Start_OfAProProgram_NeedsProNow()
    {
        var user = system.NewUser(proOnly: true);
        var now = system.Clock.GetUtcNow();

        await user.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ProRequired);
        system.Peers.Subscriptions[user.UserId] = new Subscription
        {
            Plan = Plan.ProMonthly,
            Status = SubscriptionStatus.Canceled,
            ExpiresAt = now.ToTimestamp(),
        };
        await user.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ProRequired);
        system.Peers.Subscriptions[user.UserId].ExpiresAt = now.AddHours(1).ToTimestamp();

        (await user.StartAsync()).SessionId.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Start_OfAFreeProgram_DoesNotNeedIdentity()
    {
        var calls = system.Peers.SubscriptionCalls;
        system.Peers.IdentityIsAway = true;
        try
        {
            await system.NewUser().StartAsync();
            system.Peers.SubscriptionCalls.ShouldBe(calls);
            await system.NewUser(proOnly: true).StartAsync().ShouldBeRefusedAsync(ErrorCodes.Unavailable);
        }
        finally
        {
            system.Peers.IdentityIsAway = false;
        }
    }

    [Fact]
    public async Task Start_WhileEnrollmentIsAway_IsUnavailable()
    {
        var user = system.NewUser();
        system.Peers.EnrollmentIsAway = true;
        try
        {
            await user.StartAsync().ShouldBeRefusedAsync(ErrorCodes.Unavailable);
        }
        finally
        {
            system.Peers.EnrollmentIsAway = false;
        }

        (await user.StartAsync()).SessionId.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Start_WhileAnotherIsLive_IsRefused()
    {
        var user = system.NewUser();
        var first = await user.StartAsync();

        await user.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ActiveSessionExists);
        await user.PauseAsync(first.SessionId);
        await user.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ActiveSessionExists);
        await user.CancelAsync(first.SessionId);

        (await user.StartAsync()).SessionId.ShouldNotBe(first.SessionId);
    }

    [Fact]
    public async Task Start_TwentyAtOnce_MakesOneSession()
    {
        var user = system.NewUser();

        var successes = await Enumerable.Range(0, 20).Select(_ => user.StartAsync()).SuccessesAsync(ErrorCodes.ActiveSessionExists);

        successes.ShouldBe(1);
        system.Events<SessionStarted>(user).Count.ShouldBe(1);
        (await user.ListAsync()).Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_TwentyAtOnceOverAnOverdueSession_MakesOneSessionAndOneCredit()
    {
        var user = system.NewUser();
        await user.StartAsync();
        system.Clock.Advance(TimeSpan.FromMinutes(56));

        var successes = await Enumerable.Range(0, 20).Select(_ => user.StartAsync()).SuccessesAsync(ErrorCodes.ActiveSessionExists);

        successes.ShouldBe(1);
        system.Events<SessionCompleted>(user).ShouldHaveSingleItem().CreditedSeconds.ShouldBe(1500);
        system.Events<SessionStarted>(user).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Start_OverAnOverdueSession_SettlesIt()
    {
        var user = system.NewUser();
        var forgotten = await user.StartAsync();
        system.Clock.Advance(TimeSpan.FromMinutes(55));

        var next = await user.StartAsync();

        (await user.ActiveAsync())!.SessionId.ShouldBe(next.SessionId);
        var settled = await system.StoredAsync(forgotten.SessionId);
        settled.Status.ShouldBe(SessionStatus.Completed);
        settled.EndedBy.ShouldBe(EndedBy.System);
        settled.EndedAt.ShouldBe(forgotten.StartedAt.ToDateTimeOffset().AddMinutes(25));
    }
}
