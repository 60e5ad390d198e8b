using System.Collections.Concurrent;
using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Documents.Tests.Compliance;

/// <summary>A relay that publishes nothing and remembers what it was given.</summary>
public sealed class RecordingRelay : IOutboxRelay
{
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    public ConcurrentQueue<(IOutboxSource Source, IReadOnlyList<OutboxMessage> Messages)> Posts { get; } = [];

    public void Post(IOutboxSource source, IReadOnlyList<OutboxMessage> messages) => Posts.Enqueue((source, messages));
}
