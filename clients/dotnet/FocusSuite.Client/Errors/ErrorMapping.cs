using System.Diagnostics;
using System.Text.RegularExpressions;
using Google.Rpc;
using Grpc.Core;

namespace FocusSuite.Client.Errors;

/// <summary>Reads <c>google.rpc.Status</c> with its details (AIP-193), which every error of the suite has, out of a call's
/// exception.</summary>
internal static partial class ErrorMapping
{
    // As a service says it; a library or a proxy on the way has other domains, or none.
    private const string Domain = "focus";

    /// <summary>What a caller sees in place of a gRPC error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="method">The method's path.</param>
    /// <param name="traceId">The trace in which it was called.</param>
    /// <param name="cancellationToken">The call's token: where it ended the call, that is no error.</param>
    /// <returns>A <see cref="FocusSuiteException"/>, or an <see cref="OperationCanceledException"/>.</returns>
    public static Exception Of(RpcException error, string method, string? traceId, CancellationToken cancellationToken)
    {
        if (error.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException(error.Status.Detail, error, cancellationToken);
        }

        var (status, info) = Details(error);
        var code = info?.Reason is { Length: > 0 } reason ? reason : WordOf(error.StatusCode);
        var violations = status?.GetDetail<BadRequest>()?.FieldViolations ?? [];
        return new FocusSuiteException($"{code}: {error.Status.Detail} ({method})", error)
        {
            Code = code,
            StatusCode = error.StatusCode,
            Method = method,
            Fields = violations.GroupBy(violation => violation.Field).ToDictionary(
                field => field.Key,
                field => (IReadOnlyList<string>)[.. field.Select(violation => violation.Description)],
                StringComparer.Ordinal),
            RetryAfter = status?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
            TraceId = traceId,
        };
    }

    /// <summary>The trace in which a call is made.</summary>
    public static string? CurrentTraceId() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString() : null;

    private static (Google.Rpc.Status? Status, ErrorInfo? Info) Details(RpcException error)
    {
        try
        {
            var status = error.GetRpcStatus();
            return (status, status?.GetDetail<ErrorInfo>() is { Domain: Domain } info ? info : null);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            // Whatever wrote that is none of the suite: the gRPC status still counts.
            return (null, null);
        }
    }

    // As the protocol spells it: DeadlineExceeded is DEADLINE_EXCEEDED.
    private static string WordOf(StatusCode status) =>
        status == StatusCode.OK ? "OK" : WordStart().Replace(status.ToString(), "_$0").ToUpperInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
