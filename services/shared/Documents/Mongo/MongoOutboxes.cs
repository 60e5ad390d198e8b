using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Documents.Mongo;

/// <summary>The outboxes of all collections as one, for what has to be polled.</summary>
internal sealed class MongoOutboxes(IReadOnlyList<MongoOutbox> outboxes) : IOutboxSource
{
    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        var taken = new List<OutboxMessage>();
        foreach (var outbox in outboxes)
        {
            if (taken.Count < max)
            {
                taken.AddRange(await outbox.TakeAsync(max - taken.Count, lease, cancellationToken));
            }
        }

        return taken;
    }

    public Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        Task.WhenAll(outboxes.Select(outbox => outbox.RemoveAsync(ids, cancellationToken)));

    public async Task<OutboxDepth> MeasureAsync(CancellationToken cancellationToken)
    {
        var depths = await Task.WhenAll(outboxes.Select(outbox => outbox.MeasureAsync(cancellationToken)));
        return new(depths.Sum(depth => depth.Count), depths.Min(depth => depth.Oldest));
    }
}
