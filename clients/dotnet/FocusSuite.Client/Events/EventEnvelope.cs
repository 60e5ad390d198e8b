using System.Text.Json;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Client.Events;

/// <summary>An event as it travels: MassTransit's JSON envelope (<c>application/vnd.masstransit+json</c>), of which this reads what the
/// suite promises.</summary>
/// <param name="Event">The event.</param>
/// <param name="TraceParent">The W3C trace context of who published it; null where there is none.</param>
internal sealed record EventEnvelope(FocusEvent Event, string? TraceParent)
{
    private const string Activity = "MT-Activity-Id";

    /// <summary>Reads an envelope.</summary>
    /// <param name="body">The message.</param>
    /// <param name="expected">The event that the queue is for.</param>
    /// <returns>The event and its trace.</returns>
    /// <exception cref="JsonException">It is no envelope, or holds another event, or one that lacks what this version needs.</exception>
    public static EventEnvelope Read(ReadOnlyMemory<byte> body, Type expected)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var urn = $"urn:message:{expected.Namespace}:{expected.Name}";
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("messageType", out var types)
            || types.ValueKind != JsonValueKind.Array
            || !types.EnumerateArray().Any(type => type.ValueKind == JsonValueKind.String && type.ValueEquals(urn)))
        {
            throw new JsonException($"The message is no envelope of {urn}.");
        }

        if (!root.TryGetProperty("message", out var message)
            || message.Deserialize(expected, JsonSerializerOptions.Web) is not FocusEvent focusEvent)
        {
            throw new JsonException($"The envelope of {urn} is empty.");
        }

        var trace = root.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object
            && headers.TryGetProperty(Activity, out var activity) && activity.ValueKind == JsonValueKind.String
            ? activity.GetString()
            : null;
        return new EventEnvelope(focusEvent, trace);
    }
}
