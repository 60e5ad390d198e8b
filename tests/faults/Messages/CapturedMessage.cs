using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace FocusSuite.Faults.Tests.Messages;

/// <summary>A message as the broker has it.</summary>
public sealed record CapturedMessage(ReadOnlyMemory<byte> Body, BasicProperties Properties)
{
    private const int MuchTooLong = 4 * 1024 * 1024;

    /// <summary>What tells it from others; the same each time it is sent.</summary>
    public string Id => Properties.MessageId ?? throw new InvalidDataException("A message without an id.");

    /// <summary>Whom it concerns.</summary>
    public long UserId => (long)Envelope["message"]!["userId"]!;

    private JsonObject Envelope => JsonNode.Parse(Body.Span)!.AsObject();

    /// <summary>The same with more in it than anybody reads.</summary>
    public CapturedMessage Oversized() => WithFact(fact => fact["padding"] = new string('x', MuchTooLong));

    /// <summary>The same as a later version might send it.</summary>
    public CapturedMessage OfTheFuture() => WithFact(fact =>
    {
        fact["schemaVersion"] = 7;
        fact["mood"] = new JsonObject { ["before"] = "tired", ["after"] = new JsonArray("awake", 3) };
    });

    /// <summary>A message of the same kind that says nothing of what it must.</summary>
    public CapturedMessage Poisoned(string marker) => With(envelope => envelope["message"] = new JsonObject { ["marker"] = marker });

    /// <summary>A message that is none.</summary>
    public CapturedMessage Malformed(string marker) => this with
    {
        Body = Encoding.UTF8.GetBytes($"{{ this is no message: {marker}"),
        Properties = new BasicProperties(Properties) { MessageId = Guid.NewGuid().ToString() },
    };

    private CapturedMessage WithFact(Action<JsonObject> change) => With(envelope => change(envelope["message"]!.AsObject()));

    private CapturedMessage With(Action<JsonObject> change)
    {
        var envelope = Envelope;
        change(envelope);
        return this with { Body = Encoding.UTF8.GetBytes(envelope.ToJsonString()) };
    }
}
