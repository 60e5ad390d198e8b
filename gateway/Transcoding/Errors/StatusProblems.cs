using System.Globalization;
using Google.Protobuf;
using Google.Rpc;
using GrpcTranscoding.Proxying;

namespace GrpcTranscoding.Errors;

/// <summary>
/// Turns a gRPC status into the error that a JSON client is told. Details of <c>google.rpc</c> that the service attached win over the bare
/// status; the words of a status that nobody wrote on purpose stay inside.
/// </summary>
internal sealed class StatusProblems(TranscodingOptions options)
{
    private static readonly Code[] Opaque = [Code.Unknown, Code.Internal, Code.DataLoss];

    // Frameworks write these themselves, in words for programmers.
    private static readonly Code[] Mechanical = [Code.Unavailable, Code.DeadlineExceeded, Code.Unimplemented, Code.Cancelled];

    public Problem Of(GrpcOutcome outcome)
    {
        var details = Parse(outcome.DetailsBin) is { } status ? new ErrorDetails(status) : null;
        return Of(outcome, details) with { Details = details };
    }

    private Problem Of(GrpcOutcome outcome, ErrorDetails? details)
    {
        var code = Enum.IsDefined((Code)outcome.Status) ? (Code)outcome.Status : Code.Unknown;
        var (http, fallback) = Map(code);
        if (Opaque.Contains(code))
        {
            return fallback;
        }

        var info = details?.ErrorInfo;
        if (info is null && Mechanical.Contains(code))
        {
            return fallback with { RetryAfterSeconds = RetryAfter(details) ?? fallback.RetryAfterSeconds };
        }

        var violations = details?.BadRequest?.FieldViolations.Select(v => KeyValuePair.Create(v.Field, v.Description)).ToArray() ?? [];
        var message = outcome.Message.Length > 0 ? outcome.Message : details?.Status.Message ?? "";
        return new Problem(
            HttpStatusOf(info) ?? http, CodeOf(info, fallback, violations.Length > 0), message.Length > 0 ? message : fallback.Detail)
        {
            Errors = violations,
            RetryAfterSeconds = RetryAfter(details) ?? fallback.RetryAfterSeconds,
        };
    }

    private static string CodeOf(ErrorInfo? info, Problem fallback, bool hasViolations) =>
        info is { Reason.Length: > 0 } ? info.Reason : hasViolations ? "VALIDATION_FAILED" : fallback.Code;

    private int? HttpStatusOf(ErrorInfo? info) =>
        options.HttpStatusMetadataKey is { } key && info is not null && info.Metadata.TryGetValue(key, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and <= 599
            ? status
            : null;

    private static int? RetryAfter(ErrorDetails? details) =>
        details?.RetryInfo?.RetryDelay is { } delay
            ? (int)Math.Clamp(Math.Clamp(delay.Seconds, 0, int.MaxValue) + (delay.Nanos > 0 ? 1 : 0), 0, int.MaxValue)
            : null;

    private static Google.Rpc.Status? Parse(string? base64)
    {
        if (string.IsNullOrEmpty(base64))
        {
            return null;
        }

        try
        {
            // Binary metadata may come without padding.
            var padded = base64.PadRight((base64.Length + 3) / 4 * 4, '=');
            return Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(padded));
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static (int Http, Problem Problem) Map(Code code) => code switch
    {
        Code.Cancelled => Same(new(499, "CANCELLED", "The request was canceled.")),
        Code.InvalidArgument => Same(new(400, "INVALID_ARGUMENT", "The request is invalid.")),
        Code.DeadlineExceeded => Same(Problems.DeadlineExceeded),
        Code.NotFound => Same(new(404, "NOT_FOUND", "This was not found.")),
        Code.AlreadyExists => Same(new(409, "ALREADY_EXISTS", "This exists already.")),
        Code.PermissionDenied => Same(new(403, "PERMISSION_DENIED", "This is not allowed.")),
        Code.Unauthenticated => Same(new(401, "UNAUTHENTICATED", "Please sign in.")),
        Code.ResourceExhausted => Same(Problems.TooManyRequests with { Code = "RESOURCE_EXHAUSTED" }),
        Code.FailedPrecondition => Same(new(400, "FAILED_PRECONDITION", "This cannot be done now.")),
        Code.Aborted => Same(new(409, "ABORTED", "Something else changed this at the same time. Please try again.")),
        Code.OutOfRange => Same(new(400, "OUT_OF_RANGE", "The request is out of range.")),
        Code.Unimplemented => Same(new(501, "UNIMPLEMENTED", "This is not offered.")),
        Code.Unavailable => Same(Problems.Unavailable),
        _ => Same(Problems.Internal),
    };

    private static (int Http, Problem Problem) Same(Problem problem) => (problem.Status, problem);
}
