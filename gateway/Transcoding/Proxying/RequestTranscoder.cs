using System.Buffers;
using System.Text.Unicode;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Buffers;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Reading;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Proxying;

/// <summary>Puts the request message together: the body's fields, then the query's, then the path's, which therefore win.</summary>
internal sealed class RequestTranscoder(TranscodingOptions options, WholeBody bodies)
{
    /// <summary>Reads an HTTP request.</summary>
    /// <returns>Why it is refused, or null.</returns>
    public async ValueTask<Problem?> ReadAsync(HttpContext context, HttpBinding binding, WireWriter? pathFields, WireWriter output)
    {
        if (!binding.HasBody)
        {
            return Read(context, binding, pathFields, default, output);
        }

        var (body, refusal) = await bodies.ReadAsync(context, options.MaxRequestBytes);
        if (refusal is not null)
        {
            return refusal;
        }

        try
        {
            // No body is of no kind, and packed with nothing.
            return body.IsEmpty ? Read(context, binding, pathFields, body, output) : ReadPacked(context, binding, pathFields, body, output);
        }
        finally
        {
            context.Request.BodyReader.AdvanceTo(body.End);
        }
    }

    /// <summary>Reads one message of a stream.</summary>
    /// <returns>Why it is refused, or null.</returns>
    public Problem? ReadMessage(HttpContext context, TranscodedCall call, ReadOnlyMemory<byte> json, WireWriter output) =>
        Read(context, call.Binding, call.PathFields, new ReadOnlySequence<byte>(json), output);

    private Problem? ReadPacked(
        HttpContext context, HttpBinding binding, WireWriter? pathFields, in ReadOnlySequence<byte> body, WireWriter output)
    {
        if (!ContentCodings.TryFind(context.Request.Headers.ContentEncoding, out var coding))
        {
            return Problems.UnsupportedContentEncoding;
        }

        if (!binding.IsRawRequest && JsonBodies.IsForeign(context.Request))
        {
            return Problems.UnsupportedMediaType;
        }

        if (coding.Length == 0)
        {
            return Read(context, binding, pathFields, body, output);
        }

        using var unpacked = new PooledBuffer();
        return ContentCodings.Unpack(coding, body, unpacked, options.MaxRequestBytes)
            ?? Read(context, binding, pathFields, new ReadOnlySequence<byte>(unpacked.WrittenMemory), output);
    }

    // No body is a body without fields.
    private Problem? Read(
        HttpContext context, HttpBinding binding, WireWriter? pathFields, in ReadOnlySequence<byte> body, WireWriter output)
    {
        var faults = new FaultList(options.Json.MaxFaults);
        using var mask = options.FillUpdateMasks && binding.UpdateMask is not null ? new WireWriter(options.Json.MaxMessageBytes) : null;
        try
        {
            if (binding.IsRawRequest)
            {
                RawBodies.Write(binding, context.Request.ContentType, body, output);
            }
            else if (body.Length > 0)
            {
                ReadBody(binding, body, output, mask, faults);
            }

            QueryBinder.Read(binding, context.Request.QueryString.Value, output, faults, options);
            // What is invalid has left no message that could be looked into.
            faults.ThrowIfAny();
            foreach (var variable in binding.Variables)
            {
                if (variable.ExcludedBy(output.WrittenSpan) is { } oneof)
                {
                    faults.Add(variable.Name, $"excludes the other members of {oneof}, of which one is given already");
                }
            }

            faults.ThrowIfAny();
            if (pathFields is not null)
            {
                output.WriteRaw(pathFields.WrittenSpan);
            }

            // What is invalid has left no message that could be looked into.
            faults.ThrowIfAny();
            if (mask is not null && !UpdateMask.IsGiven(binding.UpdateMask!, output.WrittenSpan))
            {
                output.WriteTag(binding.UpdateMask!.Number, binding.UpdateMask.WireType);
                output.WriteBytes(mask.WrittenSpan);
            }

            return null;
        }
        catch (ProtoJsonException e)
        {
            return ProblemOf(e);
        }
    }

    private static void ReadBody(HttpBinding binding, in ReadOnlySequence<byte> body, WireWriter output, WireWriter? mask, FaultList faults)
    {
        if (body.IsSingleSegment)
        {
            ReadBody(binding, Text(body.FirstSpan), output, mask, faults);
            return;
        }

        var length = (int)body.Length;
        var joined = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(joined);
            ReadBody(binding, Text(joined.AsSpan(0, length)), output, mask, faults);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    private static void ReadBody(HttpBinding binding, ReadOnlySpan<byte> json, WireWriter output, WireWriter? mask, FaultList faults)
    {
        binding.Input.ReadJson(json, output, faults, binding.BodyField);
        if (mask is not null && faults.IsEmpty)
        {
            UpdateMask.Write(binding.BodyField!.Message!, json, mask);
        }
    }

    /// <summary>
    /// The body as UTF-8, checked as a whole since the reader does not look into what it skips. Some editors put a byte order mark in
    /// front; it says nothing in UTF-8.
    /// </summary>
    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> body) => !Utf8.IsValid(body)
        ? throw new ProtoJsonException(ProtoJsonError.InvalidJson, "The body is not valid UTF-8.")
        : body.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static Problem ProblemOf(ProtoJsonException e) => e.Error switch
    {
        ProtoJsonError.InvalidJson => new Problem(400, "INVALID_JSON", e.Message),
        ProtoJsonError.InvalidFields => new Problem(400, "VALIDATION_FAILED", e.Message)
        {
            Errors = [.. e.Faults.Select(f => KeyValuePair.Create(f.Path, f.Message))],
        },
        _ => Problems.PayloadTooLarge with { Detail = e.Message },
    };
}
