using System.Text.Json;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Streaming;

/// <summary>Server-Sent Events: a message an event, with an id to resume by where the message has one.</summary>
internal sealed class ServerSentEventStream(HttpContext context, TranscodedCall call, IProblemWriter problems, TranscodingOptions options)
    : ResponseStream(context, call, problems, options)
{
    private readonly FieldDescriptor? _eventId = options.EventIdOf(call.Binding.Method.OutputType);

    protected override string ContentType => "text/event-stream; charset=utf-8";

    protected override void Put(ReadOnlySpan<byte> wire)
    {
        if (_eventId is not null)
        {
            PutId(wire, _eventId);
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
        // The id is the text itself: what the client sends back is compared with what the service gave.
        var id = Buffer.WrittenMemory.Span[start..];
        if (id.Length >= 2 && id[0] == '"')
        {
            var json = new Utf8JsonReader(id);
            json.Read();
            var text = new byte[id.Length];
            text = text[..json.CopyString(text)];
            if (text.AsSpan().ContainsAny((byte)'\r', (byte)'\n', (byte)'\0'))
            {
                // It would end the field, and the rest be another one; an id with a zero is ignored by every client.
                throw ProtoJsonException.NoJsonForm("The id of an event has a line break or a zero.");
            }

            Buffer.Rewind(start);
            PutText(text);
        }

        PutText("\n"u8);
    }
}
