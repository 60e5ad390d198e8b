using System.Globalization;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Proxying;

/// <summary>HTTP statuses told to gRPC callers, and read from servers that do not speak gRPC, as gRPC's own table has them.</summary>
internal static class GrpcStatusMap
{
    public const string ContentType = "application/grpc";
    public const int Ok = 0;
    public const int Unknown = 2;
    public const int InvalidArgument = 3;
    public const int DeadlineExceeded = 4;
    public const int ResourceExhausted = 8;
    public const int Unimplemented = 12;
    public const int Internal = 13;
    public const int Unavailable = 14;

    /// <summary>Whether a caller speaks gRPC, of whatever subtype; <c>application/grpcx</c> is something else.</summary>
    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType is { } type && type.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (type.Length == ContentType.Length || type[ContentType.Length] is '+' or ';' or ' ' or '-');

    public static int FromHttp(int status) => status switch
    {
        400 => Internal,
        401 => 16,
        403 => 7,
        404 => Unimplemented,
        408 or 504 => DeadlineExceeded,
        413 or 429 => ResourceExhausted,
        502 or 503 => Unavailable,
        _ => Unknown,
    };

    // The table above is for what others say in HTTP, where a 400 means that the caller's library is broken. Said by us it is about the
    // request; and a kind of compression that is not known is "unimplemented" in gRPC's own words.
    private static int OwnStatus(int status) => status switch
    {
        400 => InvalidArgument,
        415 or 426 => Unimplemented,
        _ => FromHttp(status),
    };

    /// <summary>Answers a gRPC caller with the status and its words in the headers and nothing else.</summary>
    public static void Respond(HttpContext context)
    {
        var response = context.Response;
        response.Headers["grpc-status"] = OwnStatus(response.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(Problems.ForStatus(response.StatusCode).Detail);
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = context.Request.ContentType;
    }
}
