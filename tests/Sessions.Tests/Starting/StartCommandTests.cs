using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Starting;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Starting;

public sealed class StartCommandTests
{
    private static readonly StartCommand Command = new(11, 3, 25, SessionType.Pomodoro, "Write");

    [Fact]
    public void Start_MakesAnActiveSession()
    {
        var operation = Some.Operation(0, Some.Key);

        var change = Command.Decide("507f1f77bcf86cd799439011", 7, 2, "Europe/Berlin", operation);

        change.Session.ShouldBe(new FocusSession
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
            Pauses = change.Session.Pauses,
            Distractions = change.Session.Distractions,
        });
        change.Session.LiveUser.ShouldBe(7);
        var started = change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionStarted>();
        (started.SessionId, started.EnrollmentId, started.DayNumber, started.PlannedSeconds).ShouldBe((change.Session.Id, 11, 3, 1500));
        (started.UserId, started.OccurredAt, started.CorrelationId).ShouldBe((7, Some.Start, operation.CorrelationId));
    }

    [Fact]
    public void Describes_OnlyTheSameRequest()
    {
        var session = Command.Decide(SessionIds.New(), 7, 2, "UTC", Some.Operation(0)).Session;

        Command.Describes(session).ShouldBeTrue();
        (Command with { EnrollmentId = 12 }).Describes(session).ShouldBeFalse();
        (Command with { DayNumber = 2 }).Describes(session).ShouldBeFalse();
        (Command with { DurationMinutes = 26 }).Describes(session).ShouldBeFalse();
        (Command with { Type = SessionType.Custom }).Describes(session).ShouldBeFalse();
        (Command with { TaskDescription = null }).Describes(session).ShouldBeFalse();
    }
}
