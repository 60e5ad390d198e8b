using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.IO.Compression;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Model;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// Takes in the calls that come as gRPC or gRPC-Web.
/// 1. The caller has to speak gRPC's own protocol, with messages as protobuf. Its deadline is read; ours is the smaller of the two.
/// 2. A request of one message is read whole, within the bounds that JSON has, and looked at: what is not one message of its type is the
/// caller's error,    and is told so here. A compressed one is unpacked within the same bound. It goes on as a body that is there.
/// 3. A stream of messages is left to flow: the server's own bounds on its rate and its size do not hold for it, under whatever name the
/// type has.
/// </summary>
internal sealed class NativeRequests(TranscodingOptions options, WholeBody bodies, TimeProvider time)
{
    private const string EncodingHeader = "grpc-encoding";
    private const string AcceptEncodingHeader = "grpc-accept-encoding";
    private const string Gzip = "gzip";

    private readonly FrozenDictionary<string, MethodDescriptor> _methods = options.Services.SelectMany(service => service.Methods)
        .Where(options.IsExposed)
        .ToFrozenDictionary(method => method.FullName, StringComparer.Ordinal);

    /// <summary>The method whose endpoint was asked for by its gRPC path; null for any other endpoint.</summary>
    public MethodDescriptor? MethodOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<RouteModel>() is { } route ? _methods.GetValueOrDefault(route.Config.RouteId) : null;

    /// <summary>Takes a call in.</summary>
    /// <returns>False when it was refused: the response's status then says why.</returns>
    public async ValueTask<bool> TakeInAsync(HttpContext context, MethodDescriptor method)
    {
        var refusal = await ReadAsync(context, method);
        context.Response.StatusCode = refusal ?? StatusCodes.Status200OK;
        return refusal is null;
    }

    /// <returns>The status of a refusal, or null.</returns>
    private async ValueTask<int?> ReadAsync(HttpContext context, MethodDescriptor method)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && !HttpProtocol.IsHttp3(context.Request.Protocol))
        {
            // How a call ended stands in trailers, which HTTP/1.1 does not have.
            return StatusCodes.Status426UpgradeRequired;
        }

        if (!IsProto(context.Request.ContentType))
        {
            return StatusCodes.Status415UnsupportedMediaType;
        }

        // The same by its short name: YARP hands on at once, and without the server's bounds on bodies, what has that name and no other.
        context.Request.ContentType = GrpcStatusMap.ContentType;
        var arrived = time.GetTimestamp();
        var timeout = Timeout.InfiniteTimeSpan;
        if (context.Request.Headers.TryGetValue(GrpcTimeout.Header, out var text) && !GrpcTimeout.TryParse(text.ToString(), out timeout))
        {
            return StatusCodes.Status400BadRequest;
        }

        context.Features.Set(new NativeCall(method, arrived, timeout));
        if (method.IsClientStreaming)
        {
            LetFlow(context);
            return null;
        }

        var (body, refusal) = await bodies.ReadAsync(context, options.MaxRequestBytes + TranscodedCall.PrefixBytes);
        if (refusal is not null)
        {
            return refusal.Status;
        }

        var frame = body.ToArray();
        context.Request.BodyReader.AdvanceTo(body.End);
        if (!IsOneFrame(frame))
        {
            return StatusCodes.Status400BadRequest;
        }

        if (frame[0] != 0)
        {
            var (unpacked, status) = Unpack(context, frame);
            if (unpacked is null)
            {
                return status;
            }

            frame = unpacked;
        }

        if (!IsMessage(method, frame))
        {
            return StatusCodes.Status400BadRequest;
        }

        context.Request.Body = new MemoryStream(frame, writable: false);
        context.Request.ContentLength = frame.Length;
        return null;
    }

    // Other subtypes are other encodings of messages.
    private static bool IsProto(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/grpc", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("application/grpc+proto", StringComparison.OrdinalIgnoreCase));

    private static bool IsOneFrame(ReadOnlySpan<byte> frame) =>
        frame.Length >= TranscodedCall.PrefixBytes && frame[0] <= 1
        && BinaryPrimitives.ReadUInt32BigEndian(frame[1..]) == (uint)(frame.Length - TranscodedCall.PrefixBytes);

    /// <summary>The frame without compression, or the status that says why it cannot be had.</summary>
    private (byte[]? Frame, int Status) Unpack(HttpContext context, byte[] frame)
    {
        var headers = context.Request.Headers;
        if (!string.Equals(headers[EncodingHeader].ToString(), Gzip, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers[AcceptEncodingHeader] = "identity,gzip";
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        // One byte more than may be, to see that there is more: what a small packet unpacks to has no bound of its own.
        var whole = new byte[TranscodedCall.PrefixBytes + options.MaxRequestBytes + 1];
        int length;
        try
        {
            using var packed = new GZipStream(
                new MemoryStream(frame, TranscodedCall.PrefixBytes, frame.Length - TranscodedCall.PrefixBytes), CompressionMode.Decompress);
            length = packed.ReadAtLeast(
                whole.AsSpan(TranscodedCall.PrefixBytes), whole.Length - TranscodedCall.PrefixBytes, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }

        if (length > options.MaxRequestBytes)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        headers.Remove(EncodingHeader);
        BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(1), (uint)length);
        return (whole[..(TranscodedCall.PrefixBytes + length)], StatusCodes.Status200OK);
    }

    /// <summary>
    /// Whether the bytes are a message of the type. A service would answer what cannot be read with an unknown error of its own, and log it
    /// as one.
    /// </summary>
    private static bool IsMessage(MethodDescriptor method, byte[] frame)
    {
        try
        {
            // Descriptors that were loaded, and not generated, have no parser: the service finds out then.
            method.InputType.Parser?.ParseFrom(frame, TranscodedCall.PrefixBytes, frame.Length - TranscodedCall.PrefixBytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private static void LetFlow(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        // By the reader, which a gRPC-Web text has been decoded by; its length is another one then.
        context.Request.Body = context.Request.BodyReader.AsStream();
        context.Request.ContentLength = null;
    }
}
