using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
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
        var person = system.NewPerson("Europe/Berlin");

        var answer = await person.StartAsync(task: "  Write  ");

        answer.SessionId.ShouldMatch("^[0-9a-f]{24}$");
        answer.StartedAt.ToDateTimeOffset().ShouldBe(system.Clock.GetUtcNow());
        answer.PlannedDurationSeconds.ShouldBe(1500);
        answer.Status.ShouldBe(Wire.SessionStatus.Active);
        var stored = await system.StoredAsync(answer.SessionId);
        (stored.UserId, stored.EnrollmentId, stored.ProgramId, stored.DayNumber).ShouldBe((person.UserId, person.Enrollment.EnrollmentId, 1, 3));
        (stored.TimeZone, stored.TaskDescription, stored.Type).ShouldBe(("Europe/Berlin", "Write", SessionType.Program));
        system.Events<SessionStarted>(person).ShouldHaveSingleItem().SessionId.ShouldBe(answer.SessionId);
    }

    [Fact]
    public async Task Start_WithInvalidFields_TellsThemAll()
    {
        var person = system.NewPerson();

        await person.StartAsync(minutes: 0, day: 0, task: new string('x', 501), enrollmentId: 0)
            .ShouldHaveInvalidFieldsAsync("enrollment_id", "day_number", "duration_minutes", "task_description");
    }

    [Fact]
    public async Task Start_WithSomebodyElsesEnrollment_IsNotFound()
    {
        var person = system.NewPerson();

        await person.StartAsync(enrollmentId: system.NewPerson().Enrollment.EnrollmentId).ShouldBeRefusedAsync(ErrorCodes.NotFound);
        await person.StartAsync(enrollmentId: system.NewId()).ShouldBeRefusedAsync(ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Start_WhereEnrollmentAnswersForAnybody_IsNotFoundAllTheSame()
    {
        system.Peers.AnswersForAnybody = true;
        try
        {
            await system.NewPerson().StartAsync(enrollmentId: system.NewPerson().Enrollment.EnrollmentId).ShouldBeRefusedAsync(ErrorCodes.NotFound);
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
        var person = system.NewPerson();
        person.Enrollment.Status = status;

        await person.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ProgramNotInProgress);
        (await person.ActiveAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(14)]
    [InlineData(15)]
    public async Task Start_OfALaterDay_IsRefused(int day) => await system.NewPerson().StartAsync(day: day).ShouldBeRefusedAsync(ErrorCodes.DayLocked);

    [Fact]
    public async Task Start_OfAnEarlierDay_IsAllowed() => (await system.NewPerson().StartAsync(day: 1)).SessionId.ShouldNotBeEmpty();

    [Fact]
    public async Task Start_OfAProProgram_NeedsProNow()
    {
        var person = system.NewPerson(proOnly: true);
        var now = system.Clock.GetUtcNow();

        await person.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ProRequired);
        system.Peers.Subscriptions[person.UserId] = new Subscription
        {
            Plan = Plan.ProMonthly,
            Status = SubscriptionStatus.Canceled,
            ExpiresAt = now.ToTimestamp(),
        };
        await person.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ProRequired);
        system.Peers.Subscriptions[person.UserId].ExpiresAt = now.AddHours(1).ToTimestamp();

        (await person.StartAsync()).SessionId.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Start_OfAFreeProgram_DoesNotNeedIdentity()
    {
        var calls = system.Peers.SubscriptionCalls;
        system.Peers.IdentityIsAway = true;
        try
        {
            await system.NewPerson().StartAsync();
            system.Peers.SubscriptionCalls.ShouldBe(calls);
            await system.NewPerson(proOnly: true).StartAsync().ShouldBeRefusedAsync(ErrorCodes.Unavailable);
        }
        finally
        {
            system.Peers.IdentityIsAway = false;
        }
    }

    [Fact]
    public async Task Start_WhileEnrollmentIsAway_IsUnavailable()
    {
        var person = system.NewPerson();
        system.Peers.EnrollmentIsAway = true;
        try
        {
            await person.StartAsync().ShouldBeRefusedAsync(ErrorCodes.Unavailable);
        }
        finally
        {
            system.Peers.EnrollmentIsAway = false;
        }

        (await person.StartAsync()).SessionId.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Start_WhileAnotherIsLive_IsRefused()
    {
        var person = system.NewPerson();
        var first = await person.StartAsync();

        await person.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ActiveSessionExists);
        await person.PauseAsync(first.SessionId);
        await person.StartAsync().ShouldBeRefusedAsync(ErrorCodes.ActiveSessionExists);
        await person.CancelAsync(first.SessionId);

        (await person.StartAsync()).SessionId.ShouldNotBe(first.SessionId);
    }

    [Fact]
    public async Task Start_TwentyAtOnce_MakesOneSession()
    {
        var person = system.NewPerson();

        var successes = await Enumerable.Range(0, 20).Select(_ => person.StartAsync()).SuccessesAsync(ErrorCodes.ActiveSessionExists);

        successes.ShouldBe(1);
        system.Events<SessionStarted>(person).Count.ShouldBe(1);
        (await person.ListAsync()).Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_TwentyAtOnceOverAnOverdueSession_MakesOneSessionAndOneCredit()
    {
        var person = system.NewPerson();
        await person.StartAsync();
        system.Clock.Advance(TimeSpan.FromMinutes(56));

        var successes = await Enumerable.Range(0, 20).Select(_ => person.StartAsync()).SuccessesAsync(ErrorCodes.ActiveSessionExists);

        successes.ShouldBe(1);
        system.Events<SessionCompleted>(person).ShouldHaveSingleItem().CreditedSeconds.ShouldBe(1500);
        system.Events<SessionStarted>(person).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Start_OverAnOverdueSession_SettlesIt()
    {
        var person = system.NewPerson();
        var forgotten = await person.StartAsync();
        system.Clock.Advance(TimeSpan.FromMinutes(55));

        var next = await person.StartAsync();

        (await person.ActiveAsync())!.SessionId.ShouldBe(next.SessionId);
        var settled = await system.StoredAsync(forgotten.SessionId);
        settled.Status.ShouldBe(SessionStatus.Completed);
        settled.EndedBy.ShouldBe(EndedBy.System);
        settled.EndedAt.ShouldBe(forgotten.StartedAt.ToDateTimeOffset().AddMinutes(25));
    }
}
