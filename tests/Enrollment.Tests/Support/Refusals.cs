using FocusSuite.Protocol.Errors;
using Google.Rpc;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Enrollment.Tests.Support;

/// <summary>What a refused call says.</summary>
internal static class Refusals
{
    /// <summary>Calls, and expects a refusal with this code.</summary>
    public static async Task<RpcException> ShouldBeRefusedAsync<T>(this AsyncUnaryCall<T> call, ErrorCode code)
    {
        var refusal = await Should.ThrowAsync<RpcException>(call.ResponseAsync);
        refusal.Reason().ShouldBe(code.Word);
        refusal.StatusCode.ShouldBe(code.Grpc);
        return refusal;
    }

    /// <summary>The failing fields.</summary>
    public static IReadOnlyList<string> Fields(this RpcException refusal) =>
        [.. refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(violation => violation.Field)];
}
