using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Messaging.Tests;

/// <summary>Events for tests.</summary>
internal static class Facts
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static SessionPaused Paused(string sessionId = "507f1f77bcf86cd799439011") =>
        new() { OccurredAt = Noon, UserId = 42, CorrelationId = Guid.NewGuid(), SessionId = sessionId };

    public static ProgramAdvanced Advanced() => new()
    {
        OccurredAt = Noon,
        UserId = 42,
        CorrelationId = Guid.NewGuid(),
        EnrollmentId = 7,
        ProgramId = 1,
        TotalDays = 14,
        CompletedDay = 1,
        CompletedDays = [1],
        CurrentDay = 2,
        ProgramCompleted = false,
    };

    public static ProgressUpdated Updated(Guid correlationId, bool settled) =>
        new() { OccurredAt = Noon, UserId = 42, CorrelationId = correlationId, EnrollmentId = 7, Settled = settled };

    public static OutboxMessage Message(FocusEvent? focusEvent = null) => OutboxMessages.From([focusEvent ?? Paused()])[0];
}
