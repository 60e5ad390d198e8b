using System.Collections.Concurrent;

namespace FocusSuite.Faults.Tests.Workload;

/// <summary>Everything that users did in a run, what became of it, and what they saw that nobody may see.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<(Operation Operation, Reply Reply)> _entries = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _marks = new();
    private int _count;
    private int _failedTries;

    /// <summary>Operations that have an outcome.</summary>
    public int Count => _count;

    /// <summary>Tries that had to be repeated.</summary>
    public int FailedTries => _failedTries;

    /// <summary>
    /// What must not happen whatever fails: a status that is not honest, a body of another shape, an answer that contradicts an earlier
    /// one.
    /// </summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public IReadOnlyCollection<(Operation Operation, Reply Reply)> Entries => _entries;

    public int CountOf(Outcome outcome) => _entries.Count(entry => entry.Reply.Outcome == outcome);

    public void Add(Operation operation, Reply reply)
    {
        _entries.Enqueue((operation, reply));
        var count = Interlocked.Increment(ref _count);
        foreach (var mark in _marks.Where(mark => mark.Key <= count))
        {
            mark.Value.TrySetResult();
        }
    }

    public void CountFailedTry() => Interlocked.Increment(ref _failedTries);

    public void Complain(string complaint) => _complaints.Enqueue(complaint);

    /// <summary>Completes when so many operations have an outcome.</summary>
    public Task ReachedAsync(int count)
    {
        var mark = _marks.GetOrAdd(count, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_count >= count)
        {
            mark.TrySetResult();
        }

        return mark.Task;
    }
}
