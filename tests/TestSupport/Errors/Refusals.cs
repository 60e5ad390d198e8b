using FocusSuite.Protocol.Errors;
using Google.Rpc;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.TestSupport.Errors;

/// <summary>What a refused call says, as it comes over gRPC.</summary>
public static class Refusals
{
    /// <summary>Expects a refusal with this code.</summary>
    public static async Task<RpcException> ShouldBeRefusedAsync(this Task call, ErrorCode code)
    {
        var refusal = await Should.ThrowAsync<RpcException>(call);
        refusal.Reason().ShouldBe(code.Word);
        refusal.StatusCode.ShouldBe(code.Grpc);
        return refusal;
    }

    /// <inheritdoc cref="ShouldBeRefusedAsync(Task, ErrorCode)" />
    public static Task<RpcException> ShouldBeRefusedAsync<T>(this AsyncUnaryCall<T> call, ErrorCode code) =>
        call.ResponseAsync.ShouldBeRefusedAsync(code);

    public static async Task ShouldHaveInvalidFieldsAsync(this Task call, params string[] fields)
    {
        var refusal = await Should.ThrowAsync<RpcException>(call);
        refusal.Reason().ShouldBe(ErrorCodes.ValidationFailed.Word);
        refusal.Fields().ShouldBe(fields, ignoreOrder: true);
    }

    /// <summary>The failing fields.</summary>
    public static IReadOnlyList<string> Fields(this RpcException refusal) =>
        [.. refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(violation => violation.Field)];

    /// <summary>How many calls succeeded; every other one has to be refused with the code.</summary>
    public static async Task<int> SuccessesAsync<T>(this IEnumerable<Task<T>> calls, ErrorCode otherwise)
    {
        var successes = 0;
        foreach (var call in calls.ToList())
        {
            try
            {
                await call;
                successes++;
            }
            catch (RpcException refusal)
            {
                refusal.Reason().ShouldBe(otherwise.Word);
            }
        }

        return successes;
    }
}
