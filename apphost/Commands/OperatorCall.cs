using FocusSuite.AppHost.Accounts;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;
using Google.Rpc;
using Grpc.Core;

namespace FocusSuite.AppHost.Commands;

/// <summary>A call of the operator to the running system, and its failure in words.</summary>
internal static class OperatorCall
{
    public static IdentityClient Connect(FocusFolder folder)
    {
        var state = RunningSystem.Require(folder);
        return new IdentityClient(new Uri(state.IdentityUrl!), new Secrets(folder.Path).ServiceKey);
    }

    public static async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
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
