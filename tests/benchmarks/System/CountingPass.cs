using System.Text.Json.Nodes;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>Statements, calls between services and allocated bytes of every read and every request of a write.</summary>
internal sealed class CountingPass(
    Counter counter,
    int port,
    BenchmarkUser reader,
    IReadOnlyList<BenchmarkUser> writers,
    BenchmarkSize size,
    CancellationToken cancellation)
{
    private const int Connections = 4;

    private readonly int _reads = size.IsSmoke ? 10 : 200;
    private readonly int _cycles = size.IsSmoke ? 1 : 3;
    private readonly TimeSpan _allocating = size.IsSmoke ? size.Interval : TimeSpan.FromSeconds(1.5);

    /// <summary>By the name of a read, or of a write's request.</summary>
    public Dictionary<string, Counts> Counted { get; } = [];

    /// <summary>Of allocated bytes, by the name of a read or a write.</summary>
    public Dictionary<string, Counts> Allocated { get; } = [];

    public async Task RunAsync(IReadOnlyList<Read> reads, IReadOnlyList<Write> writes)
    {
        // Closed loops first: they fill pools and caches, whose filling is no request's.
        await counter.WatchIdleAsync(size.IsSmoke ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(6), cancellation);
        foreach (var read in reads)
        {
            var request = RawConnection.Request(port, read.Path, reader.Access, null);
            await AllocateAsync(read.Name, [.. Enumerable.Repeat(new SameWork(request, read.Name), Connections)]);
        }

        foreach (var write in writes)
        {
            await PrepareAsync(write);
            var users = writers.Take(write.MaxUsers);
            await AllocateAsync(write.Name, [.. users.Select(user => new WriteWork(port, user, write.Steps, write.MaxCycles))]);
        }

        foreach (var read in reads)
        {
            await CountAsync(read.Name, () => ReadAsync(read));
        }

        foreach (var write in writes)
        {
            for (var cycle = 0; cycle < _cycles; cycle++)
            {
                await PrepareAsync(write);
                foreach (var step in write.Steps)
                {
                    await CountAsync(step.Name, () => WriteAsync(step, write.MaxUsers));
                }
            }
        }
    }

    private Task PrepareAsync(Write write) => Task.WhenAll(writers.Select(user => write.Prepare(user, cancellation)));

    private Task CountAsync(string name, Func<Task<int>> act) => counter.CountAsync(Of(Counted, name), act, cancellation);

    private Task AllocateAsync(string name, IReadOnlyList<Work> works) => counter.CountAsync(
        Of(Allocated, name),
        async () => (await ClosedLoop.RunAsync(port, works, TimeSpan.Zero, _allocating, () => { }, cancellation)).Requests,
        cancellation);

    private async Task<int> ReadAsync(Read read)
    {
        for (var i = 0; i < _reads; i++)
        {
            await reader.SendAsync(read.Path, null, cancellation);
        }

        return _reads;
    }

    private async Task<int> WriteAsync(WriteStep step, int maxUsers)
    {
        var users = writers.Take(maxUsers).ToList();
        foreach (var user in users)
        {
            var answer = await user.SendAsync(step.Path, step.Body(user), cancellation);
            step.Take?.Invoke(user, answer ?? new JsonObject());
        }

        return users.Count;
    }

    private static Counts Of(Dictionary<string, Counts> all, string name)
    {
        if (!all.TryGetValue(name, out var counts))
        {
            all.Add(name, counts = new Counts());
        }

        return counts;
    }
}
