using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GrpcTranscoding.Proxying;

/// <summary>Tells JSON from other bodies.</summary>
internal static class JsonBodies
{
    /// <summary>Whether the request has a body that is not JSON in UTF-8.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return true;
        }

        var isJson = type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);
        var isUtf8 = !type.Charset.HasValue
            || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        return !isJson || !isUtf8;
    }
}
