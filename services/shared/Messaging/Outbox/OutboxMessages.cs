using System.Diagnostics;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Messaging.Outbox;

/// <summary>Turns events into what an outbox holds.</summary>
public static class OutboxMessages
{
    /// <summary>The form of events in an outbox, with the trace of the current operation.</summary>
    /// <param name="events">What happened.</param>
    /// <returns>One message an event, in the same order.</returns>
    public static IReadOnlyList<OutboxMessage> From(IReadOnlyCollection<FocusEvent> events)
    {
        var messages = new List<OutboxMessage>(events.Count);
        foreach (var focusEvent in events)
        {
            var (name, json) = EventTypes.Serialize(focusEvent);
            messages.Add(new OutboxMessage(focusEvent.Id, name, json, Activity.Current?.Id, focusEvent.OccurredAt));
        }

        return messages;
    }
}
