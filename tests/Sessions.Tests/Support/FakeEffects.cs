using System.Collections.Concurrent;
using FocusSuite.Messaging.Effects;

namespace FocusSuite.Sessions.Tests.Support;

/// <summary>Effects that are there when the test says so.</summary>
internal sealed class FakeEffects : IEffects
{
    private readonly ConcurrentDictionary<Guid, Wait> _waits = new();
    private readonly ConcurrentQueue<Guid> _expected = new();

    /// <summary>What a wait does; nothing by default.</summary>
    public Func<Task> WhenWaitedFor { get; set; } = () => Task.CompletedTask;

    public bool WasExpected(Guid correlationId) => _waits.ContainsKey(correlationId);

    public bool WasWaitedFor(Guid correlationId) => _waits.TryGetValue(correlationId, out var wait) && wait.Waited;

    public bool IsLetGo(Guid correlationId) => _waits.TryGetValue(correlationId, out var wait) && wait.Disposed;

    public bool AllAreLetGo => _waits.Values.All(wait => wait.Disposed);

    /// <summary>The operations whose effects were waited for, in their order.</summary>
    public IReadOnlyList<Guid> Expected => [.. _expected];

    public IEffectWait Expect(Guid correlationId)
    {
        _expected.Enqueue(correlationId);
        return _waits[correlationId] = new Wait(this);
    }

    private sealed class Wait(FakeEffects owner) : IEffectWait
    {
        public bool Waited { get; private set; }

        public bool Disposed { get; private set; }

        public async Task<bool> SettledAsync(CancellationToken cancellationToken)
        {
            Waited = true;
            await owner.WhenWaitedFor();
            return true;
        }

        public void Dispose() => Disposed = true;
    }
}
