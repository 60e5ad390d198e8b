namespace FocusSuite.Messaging.Outbox;

/// <summary>An event as it waits in an outbox: saved in the same atomic write as the state that caused it.</summary>
/// <param name="Id">The event's id; the message keeps it through the broker, so that consumers can tell a repeat.</param>
/// <param name="Type">The event's stable name, e.g. <c>SessionCompleted</c> (see <see cref="Events.EventTypes"/>).</param>
/// <param name="Body">The event as JSON.</param>
/// <param name="TraceParent">The W3C trace context of the operation that caused it, or null outside a trace.</param>
/// <param name="OccurredAt">When it happened, in suite time (UTC).</param>
public sealed record OutboxMessage(Guid Id, string Type, string Body, string? TraceParent, DateTimeOffset OccurredAt);
