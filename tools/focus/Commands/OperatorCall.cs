using Google.Rpc;
using Grpc.Core;

namespace FocusSuite.Focus.Commands;

/// <summary>A call of the operator to the running system, and its failure in words.</summary>
internal static class OperatorCall
{
    public static IdentityClient Connect() =>
        new(RunningSystem.Require().IdentityUrl, File.ReadAllText(Path.Combine(RunningSystem.Folder, "service-key")));

    public static async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Cancelled)
        {
            throw new OperationCanceledException(error.Status.Detail, error);
        }
        catch (RpcException error)
        {
            throw new SetupException(Explain(error), error);
        }
    }

    private static string Explain(RpcException error)
    {
        var fields = error.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations ?? [];
        return error.StatusCode == StatusCode.Unavailable
            ? "Identity does not answer. Look at ./focus status and ./focus logs identity."
            : fields.Count > 0
                ? string.Join(Environment.NewLine, fields.Select(field => $"{field.Field}: {field.Description}"))
                : error.Status.Detail;
    }
}
