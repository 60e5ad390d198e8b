namespace FocusSuite.Messaging.Effects;

/// <summary>
/// The operations whose effects were lately heard to be visible, so that who begins to wait after the word was given does not wait in vain:
/// who repeats a request does. Bounded: the oldest is forgotten for the newest.
/// </summary>
internal sealed class RecentOperations
{
    /// <summary>Operations at the most, some minutes of a busy installation; 16 bytes each, twice.</summary>
    public const int MaxCount = 16_384;

    private readonly HashSet<Guid> _known = [];
    private readonly Queue<Guid> _order = new();

    public bool Contains(Guid correlationId) => _known.Contains(correlationId);

    public void Add(Guid correlationId)
    {
        if (!_known.Add(correlationId))
        {
            return;
        }

        _order.Enqueue(correlationId);
        if (_order.Count > MaxCount)
        {
            _known.Remove(_order.Dequeue());
        }
    }
}
