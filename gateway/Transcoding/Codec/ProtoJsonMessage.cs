using System.Buffers;
using System.Text.Json;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Reading;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Codec.Writing;

namespace GrpcTranscoding.Codec;

/// <summary>Writes and reads one message type. Made by <see cref="ProtoJsonCodec.For"/>.</summary>
public sealed class ProtoJsonMessage
{
    internal ProtoJsonMessage(MessagePlan plan) => Plan = plan;

    /// <summary>The message type.</summary>
    public MessageDescriptor Descriptor => Plan.Descriptor;

    internal MessagePlan Plan { get; }

    /// <summary>Writes a message as JSON.</summary>
    /// <param name="wire">The message's protobuf bytes.</param>
    /// <param name="output">Where the UTF-8 text goes.</param>
    /// <param name="body">The field that is the whole text; the message itself when not given.</param>
    /// <param name="header">Told the name and value of each field that travels as a response header.</param>
    /// <exception cref="ProtoJsonException">The bytes are no such message, or pass a limit. Some text may have been written by
    /// then.</exception>
    public void WriteJson(
        ReadOnlySpan<byte> wire, IBufferWriter<byte> output, FieldDescriptor? body = null, Action<string, string>? header = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (wire.Length > Plan.Context.Options.MaxMessageBytes)
        {
            throw ProtoJsonException.TooLarge();
        }

        var json = new JsonOutput(output);
        if (header is not null && Plan.HasHeaders)
        {
            MessageWriter.ReadHeaders(Plan, wire, header);
        }

        if (body is null)
        {
            MessageWriter.Write(Plan, wire, ref json, Plan.Context.Options.MaxDepth);
        }
        else
        {
            MessageWriter.WriteOnly(Plan, Plan.Find(body), wire, ref json, Plan.Context.Options.MaxDepth);
        }

        json.Flush();
    }

    /// <summary>Reads a message from JSON.</summary>
    /// <param name="json">The UTF-8 text.</param>
    /// <param name="output">Where the message's protobuf bytes go.</param>
    /// <exception cref="ProtoJsonException">The text is no JSON, does not fit the message, or passes a limit.</exception>
    public void ReadJson(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new WireWriter(Plan.Context.Options.MaxMessageBytes);
        var faults = new FaultList(Plan.Context.Options.MaxFaults);
        ReadJson(json, writer, faults);
        faults.ThrowIfAny();
        output.Write(writer.WrittenSpan);
    }

    /// <summary>Reads a body into a message that is being put together, noting the faults of fields for the caller to throw.</summary>
    internal void ReadJson(ReadOnlySpan<byte> json, WireWriter writer, FaultList faults, FieldPlan? body = null)
    {
        var options = Plan.Context.Options;
        // A level of messages is at most two of JSON, a list and an object. Levels of messages are counted where they are read.
        var maxJsonDepth = (2 * options.MaxDepth) + 1;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxJsonDepth });
        var state = new ReadState(writer, options, faults);
        try
        {
            reader.Read();
            if (body is null)
            {
                MessageReader.ReadRoot(Plan, ref reader, state);
            }
            else
            {
                state.Enter();
                state.Push(body);
                FieldReader.Read(body, ref reader, state);
                state.Pop();
                state.Leave();
            }

            // Only white space may follow.
            if (reader.Read())
            {
                throw new ProtoJsonException(ProtoJsonError.InvalidJson, "The body is not valid JSON.");
            }
        }
        catch (JsonException)
        {
            throw IsTooDeep(ref reader, json, maxJsonDepth)
                ? ProtoJsonException.TooDeepToRead(options.MaxDepth)
                : new ProtoJsonException(ProtoJsonError.InvalidJson, "The body is not valid JSON.");
        }
        finally
        {
            state.Dispose();
        }
    }

    /// <summary>Whether the reader, which says the same of all that it refuses, stopped at what would have been one level more.</summary>
    private static bool IsTooDeep(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int limit)
    {
        var depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        var at = (int)reader.BytesConsumed;
        return depth >= limit && at < json.Length && json[at] is (byte)'{' or (byte)'[';
    }
}
