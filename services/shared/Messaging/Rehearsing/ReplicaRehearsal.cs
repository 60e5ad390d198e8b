using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Messaging.Rehearsing;

/// <summary>
/// Takes this replica's first event through the real relay and broker to its own queue, and there rehearses what the service does about
/// events. It waits for no other service's replica to do the same: where each has rehearsed its own part, the whole chain has run.
/// </summary>
/// <param name="relay">The relay that publishes all events.</param>
/// <param name="rehearsals">What the service rehearses.</param>
/// <param name="clock">Suite time.</param>
internal sealed class ReplicaRehearsal(IOutboxRelay relay, IEnumerable<IRehearsal> rehearsals, TimeProvider clock)
    : IReplicaRehearsal, IEventHandler<ReplicaStarted>
{
    // An event that was lost on the way is sent again.
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(5);

    private readonly Guid _replica = Guid.NewGuid();
    private int _running;
    private TaskCompletionSource<Exception?> _end = NewEnd();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var end = Volatile.Read(ref _end);
        if (end.Task is { IsCompletedSuccessfully: true, Result: { } })
        {
            Volatile.Write(ref _end, end = NewEnd());
        }

        if (!end.Task.IsCompleted)
        {
            var started = new ReplicaStarted { UserId = FocusEvent.Nobody, CorrelationId = _replica, OccurredAt = clock.GetUtcNow() };
            relay.Post(NoOutbox.Instance, OutboxMessages.From([started]));
        }

        if (await end.Task.WaitAsync(TryTimeout, cancellationToken) is { } fault)
        {
            throw new InvalidOperationException("The rehearsal failed.", fault);
        }
    }

    public async Task HandleAsync(ReplicaStarted focusEvent, CancellationToken cancellationToken)
    {
        var end = Volatile.Read(ref _end);
        if (focusEvent.CorrelationId != _replica || end.Task.IsCompleted || Interlocked.Exchange(ref _running, 1) == 1)
        {
            return;
        }

        try
        {
            foreach (var rehearsal in rehearsals)
            {
                await rehearsal.RehearseAsync(cancellationToken);
            }

            end.TrySetResult(null);
        }
        catch (Exception fault)
        {
            // For who waits, not for the broker: it would make a dead-letter queue for a queue that goes with this process.
            end.TrySetResult(fault);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private static TaskCompletionSource<Exception?> NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is lost with the process needs no place to wait in.</summary>
    private sealed class NoOutbox : IOutboxSource
    {
        public static readonly NoOutbox Instance = new();

        public Task<IReadOnlyList<OutboxMessage>> TakeAsync(int max, TimeSpan lease, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<OutboxMessage>>([]);

        public Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<OutboxDepth> MeasureAsync(CancellationToken cancellationToken) => Task.FromResult(default(OutboxDepth));
    }
}
