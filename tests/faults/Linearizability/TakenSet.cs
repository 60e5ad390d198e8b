namespace FocusSuite.Faults.Tests.Linearizability;

/// <summary>
/// The operations that a search has put in order: all up to some, and a few beyond, since only a few are ever under way at once.
/// </summary>
internal sealed class TakenSet(int count)
{
    private readonly bool[] _taken = new bool[count];
    private int _firstLeft;
    private int _size;

    public void Add(int operation)
    {
        _taken[operation] = true;
        _size++;
        while (_firstLeft < count && _taken[_firstLeft])
        {
            _firstLeft++;
        }
    }

    public void Remove(int operation)
    {
        _taken[operation] = false;
        _size--;
        _firstLeft = Math.Min(_firstLeft, operation);
    }

    /// <summary>The set with one more, as a short text that is the same for the same set.</summary>
    public string With(int operation)
    {
        var beyond = new List<int> { operation };
        for (var (place, left) = (_firstLeft, _size - _firstLeft); left > 0 && place < count; place++)
        {
            if (_taken[place])
            {
                beyond.Add(place);
                left--;
            }
        }

        // The one that is added may close the gap, which gives the same set two names: that costs a search twice, and is never wrong.
        return $"{_firstLeft}:{string.Join(',', beyond.Order())}";
    }
}
