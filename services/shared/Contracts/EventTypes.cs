using System.Collections.Frozen;
using System.Text.Json;

namespace FocusSuite.Messaging.Events;

/// <summary>The stable names of the events, and their form at rest.</summary>
public static class EventTypes
{
    private static readonly FrozenDictionary<string, Type> ByName = typeof(FocusEvent).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(FocusEvent)) && !type.IsAbstract)
        .ToFrozenDictionary(type => type.Name);

    /// <summary>All events of the suite.</summary>
    public static IEnumerable<Type> All => ByName.Values;

    /// <summary>The form of an event in an outbox.</summary>
    /// <param name="focusEvent">The event.</param>
    /// <returns>Its name and its JSON.</returns>
    /// <exception cref="InvalidOperationException">The event does not say when it happened, or what it follows from.</exception>
    public static (string Name, string Json) Serialize(FocusEvent focusEvent)
    {
        ArgumentNullException.ThrowIfNull(focusEvent);
        return focusEvent.OccurredAt != default && focusEvent.CorrelationId != Guid.Empty
            ? (focusEvent.GetType().Name, JsonSerializer.Serialize(focusEvent, focusEvent.GetType(), JsonSerializerOptions.Web))
            : throw new InvalidOperationException($"{focusEvent.GetType().Name} has no stamp: make it by OperationContext.Stamp.");
    }

    /// <summary>Reads an event back.</summary>
    /// <param name="name">Its stable name.</param>
    /// <param name="json">Its JSON.</param>
    /// <returns>The event.</returns>
    /// <exception cref="JsonException">The JSON is not that event, or nobody knows an event of that name.</exception>
    public static FocusEvent Deserialize(string name, string json) =>
        ByName.TryGetValue(name, out var type)
            ? (FocusEvent)(
                JsonSerializer.Deserialize(
                    json, type, JsonSerializerOptions.Web) ?? throw new JsonException($"The outbox holds an empty {name}."))
            : throw new JsonException($"The outbox holds an event '{name}' that this version does not know.");
}
