using System.Buffers;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GrpcTranscoding.Proxying;

/// <summary>Reads a JSON body up to its limit into one piece.</summary>
internal static class RequestBodyReader
{
    /// <summary>Whether the request has a body that is not JSON in UTF-8.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        if (!string.IsNullOrEmpty(request.Headers.ContentEncoding) && request.Headers.ContentEncoding != "identity")
        {
            return true;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return true;
        }

        var isJson = type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);
        var isUtf8 = !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        return !isJson || !isUtf8;
    }

    /// <summary>Reads the whole body, which the caller gives back to the request's reader, unless it is refused.</summary>
    public static async ValueTask<(ReadOnlySequence<byte> Body, Problem? Refusal)> ReadAsync(HttpContext context, int limit, bool isRaw)
    {
        var request = context.Request;
        if (request.ContentLength > limit)
        {
            return (default, Problems.PayloadTooLarge);
        }

        while (true)
        {
            var result = await request.BodyReader.ReadAsync(context.RequestAborted);
            if (result.Buffer.Length > limit)
            {
                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                return (default, Problems.PayloadTooLarge);
            }

            if (result.IsCompleted)
            {
                if (!isRaw && result.Buffer.Length > 0 && IsForeign(request))
                {
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    return (default, Problems.UnsupportedMediaType);
                }

                return (result.Buffer, null);
            }

            request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
