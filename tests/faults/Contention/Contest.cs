using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Contention;

/// <summary>Many who want the same thing of the suite in the same moment.</summary>
public sealed class Contest(Caller caller, int contenders)
{
    /// <summary>Everybody sends the same request, each with a key of its own.</summary>
    public Task<Reply[]> AtOnceAsync(string path, object body) =>
        CallAllAsync([.. Enumerable.Range(0, contenders).Select(_ => caller.Write(path, body))]);

    /// <summary>One request is sent by everybody, with one key.</summary>
    public Task<Reply[]> WithOneKeyAsync(string path, object body) =>
        CallAllAsync([.. Enumerable.Repeat(caller.Write(path, body), contenders)]);

    private Task<Reply[]> CallAllAsync(Operation[] operations) =>
        Task.WhenAll(operations.Select(operation => Task.Run(() => caller.CallAsync(operation))));
}
