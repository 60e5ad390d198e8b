namespace FocusSuite.Faults.Tests.Linearizability;

/// <summary>Calls and answers in the order of time, as a linked list from which an operation can be taken out and put back again.</summary>
internal sealed class EventList
{
    /// <summary>The end of the list, and its beginning.</summary>
    public const int End = 0;

    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly (int Operation, bool IsAnswer)[] _events;
    private readonly (int Call, int Answer)[] _places;

    public EventList(IEnumerable<(long Began, long Ended)> operations)
    {
        var spans = operations.ToArray();

        // At the same time a call comes before an answer: then they overlap.
        var ordered = spans
            .SelectMany(
                (span, operation) =>
                    new[] { (At: span.Began, Operation: operation, IsAnswer: false),
                        (At: span.Ended, Operation: operation, IsAnswer: true) })
            .OrderBy(one => one.At).ThenBy(one => one.IsAnswer).ToArray();
        _events = [(-1, true), .. ordered.Select(one => (one.Operation, one.IsAnswer))];
        _next = [.. Enumerable.Range(1, ordered.Length), End];
        _previous = [ordered.Length, .. Enumerable.Range(0, ordered.Length)];
        _places = new (int, int)[spans.Length];
        for (var place = 1; place < _events.Length; place++)
        {
            var (operation, isAnswer) = _events[place];
            _places[operation] = isAnswer ? (_places[operation].Call, place) : (place, _places[operation].Answer);
        }
    }

    public int First => _next[End];

    public bool IsAnswer(int place) => _events[place].IsAnswer;

    public int OperationOf(int place) => _events[place].Operation;

    public int CallOf(int operation) => _places[operation].Call;

    public int After(int place) => _next[place];

    public void TakeOut(int operation)
    {
        Unlink(_places[operation].Call);
        Unlink(_places[operation].Answer);
    }

    /// <summary>In the reverse order of taking out.</summary>
    public void PutBack(int operation)
    {
        Link(_places[operation].Answer);
        Link(_places[operation].Call);
    }

    private void Unlink(int place)
    {
        _next[_previous[place]] = _next[place];
        _previous[_next[place]] = _previous[place];
    }

    private void Link(int place)
    {
        _next[_previous[place]] = place;
        _previous[_next[place]] = place;
    }
}
