namespace FocusSuite.BadInputs.Grpc;

/// <summary>Whether an answer to a bad call is one that a caller can act upon.</summary>
public static class GrpcReplyCheck
{
    private const int Unknown = 2;
    private const int DeadlineExceeded = 4;
    private const int Unavailable = 14;
    private const int DataLoss = 15;

    // A header's name, of which a caller may be told.
    private const string Encoding = "grpc-encoding";

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public static string? FaultOf(BadCall call, GrpcReply reply) =>
        reply.Http >= 500 ? "a server error"
        : reply.Http is >= 300 and < 400 ? "a redirect"
        : AnswerCheck.LeakIn(reply.Text.Replace(Encoding, "", StringComparison.Ordinal)) is { } leak ? leak
        : reply.ContentType.StartsWith("application/grpc", StringComparison.Ordinal) ? OfGrpc(call, reply)
        : reply.Http >= 400 ? OfHttp(reply)
        : "neither gRPC nor a refusal";

    // That it is not taken as gRPC may be said in HTTP's way.
    private static string? OfHttp(GrpcReply reply) =>
        reply.ContentType is "application/problem+json" ? null : $"content type {reply.ContentType}";

    private static string? OfGrpc(BadCall call, GrpcReply reply) => reply.Status switch
    {
        null => reply.GoesOn && call.MaySucceed ? null : "no status",
        0 when call.IsNoGrpc || !call.MaySucceed => "success",
        // A caller's deadline that has passed is told as it is.
        DeadlineExceeded when call.Headers.Any(header => header.Name == "grpc-timeout") => null,
        Unknown or DeadlineExceeded or Unavailable or DataLoss => "a fault of the server's",
        _ => null,
    };
}
