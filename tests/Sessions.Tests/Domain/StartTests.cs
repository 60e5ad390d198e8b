using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class StartTests
{
    private static readonly SessionPlan Command = new(11, 3, 25, SessionType.Pomodoro, "Write");

    [Fact]
    public void Start_MakesAnActiveSession()
    {
        var operation = Some.Operation(0, Some.Key);

        var change = FocusSession.Start("507f1f77bcf86cd799439011", 7, 2, "Europe/Berlin", Command, operation);

        change.State!.ShouldBe(new FocusSession
        {
            Id = "507f1f77bcf86cd799439011",
            UserId = 7,
            EnrollmentId = 11,
            ProgramId = 2,
            DayNumber = 3,
            Type = SessionType.Pomodoro,
            Status = SessionStatus.Active,
            PlannedSeconds = 1500,
            StartedAt = Some.Start,
            TimeZone = "Europe/Berlin",
            TaskDescription = "Write",
            StartKey = Some.Key,
            Pauses = change.State!.Pauses,
            Distractions = change.State!.Distractions,
        });
        change.State!.LiveUser.ShouldBe(7);
        var started = change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionStarted>();
        (started.SessionId, started.EnrollmentId, started.DayNumber, started.PlannedSeconds).ShouldBe((change.State!.Id, 11, 3, 1500));
        (started.UserId, started.OccurredAt, started.CorrelationId).ShouldBe((7, Some.Start, operation.CorrelationId));
    }

    [Fact]
    public void Describes_OnlyTheSameRequest()
    {
        var session = FocusSession.Start(SessionId.New(), 7, 2, "UTC", Command, Some.Operation(0)).State!;

        Command.Describes(session).ShouldBeTrue();
        (Command with { EnrollmentId = 12 }).Describes(session).ShouldBeFalse();
        (Command with { DayNumber = 2 }).Describes(session).ShouldBeFalse();
        (Command with { DurationMinutes = 26 }).Describes(session).ShouldBeFalse();
        (Command with { Type = SessionType.Custom }).Describes(session).ShouldBeFalse();
        (Command with { TaskDescription = null }).Describes(session).ShouldBeFalse();
    }
}
