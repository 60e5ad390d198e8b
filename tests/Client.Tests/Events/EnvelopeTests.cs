using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FocusSuite.Client.Events;
using FocusSuite.Messaging.Events;
using Shouldly;

namespace FocusSuite.Client.Tests.Events;

/// <summary>Reading what the suite sends.</summary>
public sealed class EnvelopeTests
{
    [Fact]
    public void Envelope_AsItWasSent_IsRead()
    {
        var read = EventEnvelope.Read(Recorded.ProgramCompleted, typeof(ProgramCompleted));

        read.Event.ShouldBe(new ProgramCompleted
        {
            Id = Guid.Parse("01a2296b-d00c-75c1-bc48-f20e238bd061"),
            OccurredAt = new DateTimeOffset(2026, 11, 30, 4, 17, 32, 773, TimeSpan.Zero),
            UserId = 1,
            CorrelationId = Guid.Parse("01a2296b-cfdd-711b-be98-27e51987e9bc"),
            CausationId = Guid.Parse("01a2296b-cfe3-78c6-8ab3-39217819043c"),
            EnrollmentId = 1,
            ProgramId = 901,
            CompletedAt = new DateTimeOffset(2026, 11, 30, 4, 17, 5, 83, TimeSpan.Zero),
            TotalDays = 14,
        });
        read.TraceParent.ShouldBeNull();
    }

    [Fact]
    public void Envelope_WithATrace_TellsIt()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        EventEnvelope.Read(Changed(root => root["headers"]!["MT-Activity-Id"] = Trace), typeof(ProgramCompleted))
            .TraceParent.ShouldBe(Trace);
    }

    [Fact]
    public void Envelope_OfALaterVersion_IsRead() =>
        EventEnvelope.Read(
            Changed(root => (root["message"]!["badge"], root["news"]) = ("gold", new JsonObject())), typeof(ProgramCompleted))
            .Event.ShouldBeOfType<ProgramCompleted>().ProgramId.ShouldBe(901);

    public static TheoryData<string, string> Unreadable => new()
    {
        { "no JSON", "hello" },
        { "nothing", "" },
        { "a list", "[]" },
        { "no envelope", """{"userId":1}""" },
        { "an envelope without a message", Text(root => root.Remove("message")) },
        { "an empty message", Text(root => root["message"] = null) },
        { "another event", Text(root => root["messageType"] = new JsonArray("urn:message:FocusSuite.Messaging.Events:ProgramStarted")) },
        { "types that are no list", Text(root => root["messageType"] = "urn:message:FocusSuite.Messaging.Events:ProgramCompleted") },
        { "an event without a required field", Text(root => root["message"]!.AsObject().Remove("programId")) },
        { "an event without its user", Text(root => root["message"]!.AsObject().Remove("userId")) },
        { "a field of another kind", Text(root => root["message"]!["programId"] = "nine") },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Message_ThatIsNone_IsRefused(string what, string text) =>
        Should.Throw<JsonException>(() => EventEnvelope.Read(Encoding.UTF8.GetBytes(text), typeof(ProgramCompleted)), what);

    /// <summary>Every event of the contracts can be told from its JSON.</summary>
    [Fact]
    public void Events_OfTheSuite_CanAllBeHeardOf() => EventTypes.All.Select(type => EventQueue.Of("billing", type).Name).ShouldBeUnique();

    [Fact]
    public void Queue_OfAProgram_IsCalledAsThoseOfTheServices()
    {
        var queue = EventQueue.Of("billing", typeof(ProgramCompleted));

        (queue.Name, queue.DeadLetters, queue.Exchange)
            .ShouldBe(("billing.program-completed", "billing.program-completed_error", "FocusSuite.Messaging.Events:ProgramCompleted"));
    }

    private static byte[] Changed(Action<JsonObject> change) => Encoding.UTF8.GetBytes(Text(change));

    private static string Text(Action<JsonObject> change)
    {
        var root = JsonNode.Parse(Recorded.ProgramCompleted)!.AsObject();
        change(root);
        return root.ToJsonString();
    }
}
