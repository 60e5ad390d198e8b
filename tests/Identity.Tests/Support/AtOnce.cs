using Grpc.Core;

namespace FocusSuite.Identity.Tests.Support;

/// <summary>Many calls at the same time.</summary>
internal static class AtOnce
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Makes all the calls at once and sorts them by their outcome.</summary>
    public static async Task<(IReadOnlyList<T> Answers, IReadOnlyList<StatusCode> Refusals)> RunAsync<T>(int count, Func<int, Task<T>> call)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, count).Select(async number =>
        {
            await gate.Task;
            try
            {
                return (Answer: await call(number), Refusal: (StatusCode?)null);
            }
            catch (RpcException exception)
            {
                return (default(T)!, exception.StatusCode);
            }
        }).ToList();
        gate.SetResult();
        var outcomes = await Task.WhenAll(calls).WaitAsync(Timeout);
        return (
            [.. outcomes.Where(outcome => outcome.Refusal is null).Select(outcome => outcome.Answer)],
            [.. outcomes.Where(outcome => outcome.Refusal is not null).Select(outcome => outcome.Refusal!.Value)]);
    }
}
