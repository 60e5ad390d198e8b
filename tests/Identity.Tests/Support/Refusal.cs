using Google.Rpc;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Identity.Tests.Support;

/// <summary>An error as a client sees it.</summary>
internal sealed record Refusal(
    StatusCode Status, string Detail, string? Reason, string? HttpStatus, IReadOnlyList<string> Fields, TimeSpan? RetryAfter)
{
    public static async Task<Refusal> OfAsync(Func<Task> call)
    {
        var exception = await Should.ThrowAsync<RpcException>(call);
        var status = exception.GetRpcStatus();
        var info = status?.GetDetail<ErrorInfo>();
        return new Refusal(
            exception.StatusCode,
            exception.Status.Detail,
            info?.Reason,
            info?.Metadata.GetValueOrDefault("http_status"),
            [.. status?.GetDetail<BadRequest>()?
                .FieldViolations.Select(violation => violation.Field).Distinct().Order() ?? Enumerable.Empty<string>()],
            status?.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan());
    }
}
