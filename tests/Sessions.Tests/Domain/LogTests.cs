using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class LogTests
{
    private static readonly SessionPlan Plan = new(11, 3, 25, SessionType.Pomodoro, "Write");

    [Fact]
    public void Log_OfASessionThatIsOver_CompletesItAtItsOwnTime()
    {
        var operation = Some.Operation(60, Some.Key);

        var decision = Log(new LoggedSession(Plan, Some.At(10), 4, "On the train"), operation);

        var session = decision.State!;
        (session.Status, session.IsManual, session.IsLive, session.LiveUser).ShouldBe((SessionStatus.Completed, true, false, null));
        (session.StartedAt, session.EndedAt, session.LoggedAt).ShouldBe((Some.At(10), Some.At(35), Some.At(60)));
        (session.ActualSeconds, session.CreditedSeconds).ShouldBe((1500, 1500));
        (session.ProductivityRating, session.Notes, session.TaskDescription).ShouldBe((4, "On the train", "Write"));
        var completed = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCompleted>();
        (completed.IsManual, completed.OccurredAt, completed.EndedAt, completed.CreditedUntil, completed.CreditedSeconds)
            .ShouldBe((true, Some.At(60), Some.At(35), Some.At(35), 1500));
        completed.CorrelationId.ShouldBe(operation.CorrelationId);
    }

    [Fact]
    public void Log_AcrossMidnight_CountsForTheDateOfItsEnd()
    {
        // Seven o'clock is midnight in Tashkent, five hours ahead, at the end of 2 March.
        var logged = new LoggedSession(Plan, Some.At((9 * 60) - 10), null, null);

        var decision = FocusSession.Log(SessionId.New(), Some.UserId, 2, "Asia/Tashkent", logged, Some.Operation(900));

        decision.Events.OfType<SessionCompleted>().Single().LocalDate.ShouldBe(new DateOnly(2026, 3, 3));
    }

    [Theory]
    [InlineData(0, "duration_minutes")]
    [InlineData(24.99, "duration_minutes")]
    [InlineData(25, null)]
    [InlineData(7 * 24 * 60, null)]
    [InlineData((7 * 24 * 60) + 0.01, "started_at")]
    public void Log_OfAStartSoLongAgo_HasToBeOverAndOfTheLastSevenDays(double minutesAgo, string? field)
    {
        var decision = Log(new LoggedSession(Plan, Some.At(-minutesAgo), null, null), Some.Operation(0));

        decision.Refusal?.Field.ShouldBe(field);
        (decision.Refusal is null).ShouldBe(field is null);
        decision.ChangesNothing.ShouldBe(field is not null);
    }

    [Fact]
    public void Log_Repeated_IsKnownByWhatItEntered()
    {
        var logged = new LoggedSession(Plan, Some.At(10), 4, "Notes");
        var session = Log(logged, Some.Operation(60, Some.Key)).State!;

        logged.Describes(session).ShouldBeTrue();
        (logged with { StartedAt = Some.At(11) }).Describes(session).ShouldBeFalse();
        (logged with { Rating = 5 }).Describes(session).ShouldBeFalse();
        (logged with { Plan = Plan with { DayNumber = 4 } }).Describes(session).ShouldBeFalse();
        Plan.Describes(session).ShouldBeFalse("it was not started");
    }

    [Fact]
    public void Log_RepeatedAfterACorrection_IsKnownStill()
    {
        var logged = new LoggedSession(Plan, Some.At(10), 4, "Notes");
        var session = Log(logged, Some.Operation(60, Some.Key)).State!;

        var corrected = session.Correct(new SessionCorrection(60, 1, ""), Some.Operation(70)).State!;

        logged.Describes(corrected).ShouldBeTrue();
    }

    [Fact]
    public void Log_UnderAKeyOfTheLastDay_IsFoundByItThoughItsTimeIsDaysAgo()
    {
        var session = Log(new LoggedSession(Plan, Some.At(-6 * 24 * 60), null, null), Some.Operation(0, Some.Key)).State!;

        Some.Operation(60, Some.Key).Repeats(session.StartKey, session.MadeAt).ShouldBeTrue();
        session.Pause(Some.Operation(60, Some.Key)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Active), true)]
    [InlineData(nameof(SessionStatus.Paused), true)]
    [InlineData(nameof(SessionStatus.Completed), true)]
    [InlineData(nameof(SessionStatus.Canceled), false)]
    [InlineData(nameof(SessionStatus.Removed), false)]
    public void Overlaps_BySessionStatus_MindsWhatRanAndCounts(string status, bool overlaps) =>
        Some.In(Enum.Parse<SessionStatus>(status)).Overlaps(Some.At(5), Some.At(30), Some.At(60)).ShouldBe(overlaps);

    [Theory]
    [InlineData(-25, 0, false)]
    [InlineData(-25, 0.01, true)]
    [InlineData(9.99, 30, true)]
    [InlineData(10, 30, false)]
    [InlineData(2, 3, true)]
    [InlineData(-5, 50, true)]
    public void Overlaps_AtTheEdges_LetsSessionsMeet(double from, double to, bool overlaps) =>
        Some.In(SessionStatus.Completed).Overlaps(Some.At(from), Some.At(to), Some.At(60)).ShouldBe(overlaps);

    private static Decision<FocusSession> Log(LoggedSession logged, OperationContext operation) =>
        FocusSession.Log(SessionId.New(), Some.UserId, 2, "UTC", logged, operation);
}
