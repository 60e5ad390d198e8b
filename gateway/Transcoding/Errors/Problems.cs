using GrpcTranscoding.Proxying;

namespace GrpcTranscoding.Errors;

/// <summary>The errors that a gateway has of its own.</summary>
public static class Problems
{
    /// <summary>There is nothing at this address.</summary>
    public static Problem NotFound { get; } = new(404, "NOT_FOUND", "There is nothing at this address.");

    /// <summary>The path has escapes that are no text.</summary>
    public static Problem MalformedPath { get; } = new(400, "INVALID_PATH", "The path has percent escapes that are not valid UTF-8 text.");

    /// <summary>The service cannot be reached.</summary>
    public static Problem Unavailable { get; } = new(
        503, "UNAVAILABLE", "The service is not available right now. Please try again in a moment.")
    {
        RetryAfterSeconds = 1,
    };

    /// <summary>The service took too long.</summary>
    public static Problem DeadlineExceeded { get; } = new(504, "DEADLINE_EXCEEDED", "The service took too long to answer.");

    /// <summary>The service gave an answer that cannot be used.</summary>
    public static Problem BadGateway { get; } = new(502, "BAD_GATEWAY", "The service gave an answer that cannot be used.");

    /// <summary>Something failed that is nobody's business outside.</summary>
    public static Problem Internal { get; } = new(500, "INTERNAL", "Something went wrong on our side. Please try again later.");

    /// <summary>The body is larger than it may be.</summary>
    public static Problem PayloadTooLarge { get; } = new(413, "PAYLOAD_TOO_LARGE", "The body is too large.");

    /// <summary>The body did not arrive in time.</summary>
    public static Problem RequestTimeout { get; } = new(408, "REQUEST_TIMEOUT", "The body of the request took too long to arrive.");

    /// <summary>The body is of a kind that is not read here.</summary>
    public static Problem UnsupportedMediaType { get; } =
        new(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be JSON in UTF-8 (Content-Type: application/json).");

    /// <summary>The body is packed with something that is not read here.</summary>
    public static Problem UnsupportedContentEncoding { get; } = new(
        415,
        "UNSUPPORTED_CONTENT_ENCODING",
        $"The body may be sent as it is or with one Content-Encoding of: {string.Join(", ", ContentCodings.Known)}.")
    {
        AcceptEncoding = ContentCodings.Known,
    };

    /// <summary>The body is not what its Content-Encoding says.</summary>
    public static Problem InvalidContentEncoding { get; } =
        new(400, "INVALID_CONTENT_ENCODING", "The body is not, or not wholly, what its Content-Encoding says.");

    /// <summary>The client's deadline cannot be understood.</summary>
    public static Problem InvalidTimeout { get; } =
        new(400, "INVALID_ARGUMENT", "The timeout must be up to eight digits and a unit (H, M, S, m, u or n), a millisecond or more.");

    /// <summary>Too many requests.</summary>
    public static Problem TooManyRequests { get; } = new(429, "TOO_MANY_REQUESTS", "There were too many requests. Please slow down.");

    /// <summary>The address speaks only over a WebSocket.</summary>
    public static Problem UpgradeRequired { get; } = new(
        426, "UPGRADE_REQUIRED", "This address streams both ways: please connect with a WebSocket.");

    /// <summary>The address has no such method.</summary>
    /// <param name="allow">The methods that it has.</param>
    /// <returns>The error.</returns>
    public static Problem MethodNotAllowed(IReadOnlyCollection<string> allow) =>
        new(405, "METHOD_NOT_ALLOWED", "This address cannot be asked with this method.") { Allow = allow };

    /// <summary>The error for a status that something in the pipeline set without saying more.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <returns>The error.</returns>
    public static Problem ForStatus(int status) => status switch
    {
        401 => new(401, "UNAUTHENTICATED", "Please sign in."),
        403 => new(403, "PERMISSION_DENIED", "This is not allowed."),
        404 => NotFound,
        405 => MethodNotAllowed([]),
        408 => RequestTimeout,
        413 => PayloadTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        502 => BadGateway,
        503 => Unavailable,
        504 => DeadlineExceeded,
        >= 500 => Internal with { Status = status },
        _ => new(status, "BAD_REQUEST", "The request cannot be understood."),
    };
}
