using FocusSuite.Protocol.Errors;
using Google.Rpc;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Sessions.Tests.Support;

/// <summary>Assertions on errors as they come over gRPC.</summary>
internal static class Refusals
{
    public static async Task ShouldBeRefusedAsync(this Task call, ErrorCode code)
    {
        var exception = await Should.ThrowAsync<RpcException>(call);
        exception.Reason().ShouldBe(code.Word);
        exception.StatusCode.ShouldBe(code.Grpc);
    }

    public static async Task ShouldHaveInvalidFieldsAsync(this Task call, params string[] fields)
    {
        var exception = await Should.ThrowAsync<RpcException>(call);
        exception.Reason().ShouldBe(ErrorCodes.ValidationFailed.Word);
        exception.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field).ShouldBe(fields, ignoreOrder: true);
    }

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
            catch (RpcException exception)
            {
                exception.Reason().ShouldBe(otherwise.Word);
            }
        }

        return successes;
    }
}
