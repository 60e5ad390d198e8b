using System.Buffers.Binary;
using System.Buffers.Text;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Enrollment.Features;

/// <summary>Which part of the history is asked for.</summary>
/// <param name="Size">How many entries at the most.</param>
/// <param name="Before">Only enrollments with a smaller number; null from the newest on.</param>
internal sealed record HistoryPage(int Size, long? Before)
{
    private const int DefaultSize = 50;
    private const int LargestSize = 100;

    // A token is this byte and the number of the last entry: not secret (a query is always the caller's own), but not for clients to build.
    private const byte TokenVersion = 1;
    private const int TokenLength = 1 + sizeof(long);

    /// <summary>Reads a request.</summary>
    /// <exception cref="ApiException">Size or token is not valid.</exception>
    public static HistoryPage Of(ListHistoryRequest request)
    {
        var before = Parse(request.PageToken);
        new Validation()
            .Range(request.HasPageSize ? request.PageSize : null, 1, LargestSize, "page_size", required: false)
            .Check(request.PageToken.Length == 0 || before is not null, "page_token", "Must be the X-Next-Page-Token of an earlier answer.")
            .ThrowIfAny();
        return new HistoryPage(request.HasPageSize ? request.PageSize : DefaultSize, before);
    }

    /// <summary>The token for the entries after this enrollment.</summary>
    public static string TokenAfter(long enrollmentId)
    {
        Span<byte> bytes = stackalloc byte[TokenLength];
        bytes[0] = TokenVersion;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], enrollmentId);
        return Base64Url.EncodeToString(bytes);
    }

    private static long? Parse(string token)
    {
        Span<byte> bytes = stackalloc byte[TokenLength];
        return token.Length == Base64Url.GetEncodedLength(TokenLength) && Base64Url.IsValid(token)
            && Base64Url.TryDecodeFromChars(token, bytes, out var length) && length == TokenLength && bytes[0] == TokenVersion
            && BinaryPrimitives.ReadInt64BigEndian(bytes[1..]) is > 0 and var id
                ? id
                : null;
    }
}
