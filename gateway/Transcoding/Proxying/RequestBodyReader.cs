using System.Buffers;
using GrpcTranscoding.Buffers;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GrpcTranscoding.Proxying;

/// <summary>A body that has been read, or why it was not.</summary>
internal readonly record struct RequestBody(ReadOnlySequence<byte> Data, PooledBuffer? Unpacked, Problem? Refusal)
{
    /// <summary>Gives back what the data was in.</summary>
    public void Release(HttpRequest request)
    {
        if (Unpacked is not null)
        {
            Unpacked.Dispose();
        }
        else if (Refusal is null)
        {
            request.BodyReader.AdvanceTo(Data.End);
        }
    }
}

/// <summary>Reads a body up to its limit into one piece.</summary>
internal static class RequestBodyReader
{
    /// <summary>Reads the whole body, unpacked where it is packed.</summary>
    public static async ValueTask<RequestBody> ReadAsync(HttpContext context, int limit, bool isRaw)
    {
        var request = context.Request;
        if (request.ContentLength > limit)
        {
            return Refused(Problems.PayloadTooLarge);
        }

        while (true)
        {
            var result = await request.BodyReader.ReadAsync(context.RequestAborted);
            var data = result.Buffer;
            if (data.Length > limit)
            {
                request.BodyReader.AdvanceTo(data.Start, data.End);
                return Refused(Problems.PayloadTooLarge);
            }

            if (!result.IsCompleted)
            {
                request.BodyReader.AdvanceTo(data.Start, data.End);
                continue;
            }

            // No body is of no kind.
            var coding = "";
            var refusal = data.IsEmpty ? null
                : !ContentCodings.TryFind(request.Headers.ContentEncoding, out coding) ? Problems.UnsupportedContentEncoding
                : !isRaw && !IsJson(request) ? Problems.UnsupportedMediaType
                : null;
            if (refusal is not null)
            {
                request.BodyReader.AdvanceTo(data.End);
                return Refused(refusal);
            }

            return coding.Length == 0 ? new RequestBody(data, null, null) : Unpack(request, coding, data, limit);
        }
    }

    private static RequestBody Unpack(HttpRequest request, string coding, in ReadOnlySequence<byte> data, int limit)
    {
        var unpacked = new PooledBuffer();
        var refusal = ContentCodings.Unpack(coding, data, unpacked, limit);
        request.BodyReader.AdvanceTo(data.End);
        if (refusal is not null)
        {
            unpacked.Dispose();
            return Refused(refusal);
        }

        return new RequestBody(new ReadOnlySequence<byte>(unpacked.WrittenMemory), unpacked, null);
    }

    private static RequestBody Refused(Problem problem) => new(default, null, problem);

    private static bool IsJson(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return false;
        }

        var isJson = type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);
        return isJson && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
