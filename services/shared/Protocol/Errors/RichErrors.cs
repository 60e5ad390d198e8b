using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace FocusSuite.Protocol.Errors;

/// <summary>The form of an error on gRPC: <c>google.rpc.Status</c> with details (AIP-193).</summary>
public static class RichErrors
{
    /// <summary>The domain of every <c>ErrorInfo</c>.</summary>
    public const string Domain = "focus";

    /// <summary>The key in <c>ErrorInfo.metadata</c> that names the HTTP status.</summary>
    public const string HttpStatusKey = "http_status";

    /// <summary>An error as it is thrown out of a gRPC method.</summary>
    /// <param name="exception">The refusal.</param>
    /// <returns>The status with its details.</returns>
    public static RpcException ToRpcException(this ApiException exception)
    {
        var status = new Google.Rpc.Status { Code = (int)exception.Code.Grpc, Message = exception.Message };
        status.Details.Add(Any.Pack(new ErrorInfo
        {
            Reason = exception.Code.Word,
            Domain = Domain,
            Metadata = { [HttpStatusKey] = exception.Code.Http.ToString(CultureInfo.InvariantCulture) },
        }));
        if (exception.Fields.Count > 0)
        {
            var violations = exception.Fields.SelectMany(field =>
                field.Value.Select(message => new BadRequest.Types.FieldViolation { Field = field.Key, Description = message }));
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violations } }));
        }

        if (exception.RetryAfter is { } retryAfter)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) }));
        }

        return status.ToRpcException();
    }

    /// <summary>The machine word of an error that came over gRPC.</summary>
    /// <param name="exception">The error.</param>
    /// <returns>Its <c>ErrorInfo.reason</c>; null when it carries none.</returns>
    public static string? Reason(this RpcException exception) => exception.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;
}
