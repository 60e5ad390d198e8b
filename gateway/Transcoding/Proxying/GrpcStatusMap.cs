using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Proxying;

/// <summary>HTTP statuses told to gRPC callers, and read from servers that do not speak gRPC, as gRPC's own table has them.</summary>
internal static class GrpcStatusMap
{
    public const int Ok = 0;
    public const int Unknown = 2;
    public const int DeadlineExceeded = 4;
    public const int ResourceExhausted = 8;
    public const int Unimplemented = 12;
    public const int Internal = 13;
    public const int Unavailable = 14;

    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

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

    /// <summary>Answers a gRPC caller with the status in the headers and nothing else.</summary>
    public static void Respond(HttpContext context)
    {
        var response = context.Response;
        response.Headers["grpc-status"] = FromHttp(response.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = context.Request.ContentType;
    }
}
