using System.Buffers.Text;
using System.Security.Cryptography;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// Spares a client a body that it has already (RFC 9110, 13.1.2): where the tag of an answer to a GET is among those of
/// <c>If-None-Match</c>, by the weak comparison, 304 is all that it gets.
/// </summary>
internal static class EntityTags
{
    /// <summary>The tag of a body. Weak, since what stands between may compress it.</summary>
    public static EntityTagHeaderValue Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(hash[..16])}\"", isWeak: true);
    }

    /// <summary>Tags the answer where that is wanted and the service has not, and turns it into a 304 where the client has it.</summary>
    public static void Apply(HttpContext context, MethodDescriptor method, TranscodingOptions options, ReadOnlyMemory<byte> body)
    {
        var request = context.Request;
        var response = context.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return;
        }

        if (response.Headers.ETag.Count == 0 && options.ComputesETag(method))
        {
            response.Headers.ETag = Of(body.Span).ToString();
        }

        if (EntityTagHeaderValue.TryParse(response.Headers.ETag.ToString(), out var tag) && IsKnown(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
        }
    }

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false));
}
