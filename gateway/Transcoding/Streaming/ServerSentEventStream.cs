using Google.Protobuf.Reflection;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Streaming;

/// <summary>Server-Sent Events: a message an event, with an id to resume by where the message has one.</summary>
internal sealed class ServerSentEventStream(HttpContext context, TranscodedCall call, IProblemWriter problems, FieldDescriptor? eventId)
    : ResponseStream(context, call, problems)
{
    protected override string ContentType => "text/event-stream; charset=utf-8";

    protected override void Put(ReadOnlySpan<byte> wire)
    {
        if (eventId is not null)
        {
            PutId(wire, eventId);
        }

        PutText("data: "u8);
        PutJson(wire);
        PutText("\n\n"u8);
    }

    // A comment: nothing for the page's code, but a byte on the wire.
    protected override void PutHeartbeat() => PutText(":\n\n"u8);

    // Without it the browser would take the end for a broken connection and come back.
    protected override void PutEnd() => PutText("event: end\ndata: {}\n\n"u8);

    protected override void PutProblem(Problem problem)
    {
        PutText("event: error\ndata: "u8);
        PutProblemJson(problem);
        PutText("\n\n"u8);
    }

    private void PutId(ReadOnlySpan<byte> wire, FieldDescriptor field)
    {
        PutText("id: "u8);
        var start = Buffer.WrittenMemory.Length;
        Call.Binding.Output.WriteJson(wire, Buffer, field);
        // JSON's form of a scalar has no line breaks; its quotes are not part of the id.
        var id = Buffer.WrittenMemory.Span[start..];
        if (id.Length >= 2 && id[0] == '"')
        {
            var text = id[1..^1].ToArray();
            Buffer.Rewind(start);
            PutText(text);
        }

        PutText("\n"u8);
    }
}
