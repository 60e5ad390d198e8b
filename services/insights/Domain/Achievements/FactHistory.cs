using System.Runtime.InteropServices;

namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>
/// A person's facts in the one order that counts: by when they happened, then by key. How they arrived plays no part.
/// </summary>
internal sealed class FactHistory
{
    private readonly Fact[] _facts;
    private readonly int[] _dateIndexes;
    private readonly Dictionary<FactKind, List<int>> _byKind = [];
    private readonly HashSet<string> _distracted = [];
    private readonly Dictionary<long, int> _programDays = [];
    private bool _hasStarted;

    /// <summary>Puts facts in order.</summary>
    /// <param name="facts">The facts, in any order; no two have the same key.</param>
    public FactHistory(IEnumerable<Fact> facts)
    {
        _facts = [.. facts];
        Array.Sort(_facts, InOrder);
        var dates = _facts.Select(fact => fact.Date.DayNumber).Distinct().Order().ToArray();
        Dates = dates;
        _dateIndexes = new int[_facts.Length];
        for (var i = 0; i < _facts.Length; i++)
        {
            _dateIndexes[i] = Array.BinarySearch(dates, _facts[i].Date.DayNumber);
            Note(_facts[i], i);
        }
    }

    /// <summary>The dates of all facts, ascending, each once, as numbers of days.</summary>
    public IReadOnlyList<int> Dates { get; }

    /// <summary>The enrollment that the person is in: the one started last, or else that of the last fact; 0 where there is none.</summary>
    public long CurrentEnrollment { get; private set; }

    /// <summary>A fact.</summary>
    /// <param name="index">Its place in the order.</param>
    public Fact this[int index] => _facts[index];

    /// <summary>The places of all facts of a kind, ascending.</summary>
    /// <param name="kind">The kind.</param>
    public IReadOnlyList<int> OfKind(FactKind kind) => _byKind.TryGetValue(kind, out var places) ? places : [];

    /// <summary>The place of a fact's date in <see cref="Dates"/>.</summary>
    /// <param name="index">The fact's place in the order.</param>
    public int DateIndexOf(int index) => _dateIndexes[index];

    /// <summary>Whether a distraction was noted in a session, whenever.</summary>
    /// <param name="sessionKey">The session's key.</param>
    public bool IsDistracted(string sessionKey) => _distracted.Contains(sessionKey);

    /// <summary>The length of an enrollment's program; 0 where nobody told it.</summary>
    /// <param name="enrollmentId">The enrollment.</param>
    public int ProgramDaysOf(long enrollmentId) => enrollmentId == 0 ? 0 : _programDays.GetValueOrDefault(enrollmentId);

    private static int InOrder(Fact one, Fact other)
    {
        var byTime = one.At.CompareTo(other.At);
        return byTime != 0 ? byTime : string.CompareOrdinal(one.Key, other.Key);
    }

    private void Note(Fact fact, int index)
    {
        (CollectionsMarshal.GetValueRefOrAddDefault(_byKind, fact.Kind, out _) ??= []).Add(index);
        if (fact.Kind == FactKind.DistractionNoted)
        {
            _distracted.Add(FactKeys.WholeOf(fact.Key));
        }

        // The start says how long a program is. Where that was not told, its completion does.
        if (fact.TotalDays > 0 && fact.Kind is FactKind.ProgramStarted or FactKind.ProgramCompleted)
        {
            if (fact.Kind == FactKind.ProgramStarted || !_programDays.ContainsKey(fact.EnrollmentId))
            {
                _programDays[fact.EnrollmentId] = fact.TotalDays;
            }
        }

        var isStart = fact.Kind == FactKind.ProgramStarted;
        if (fact.EnrollmentId != 0 && (isStart || !_hasStarted))
        {
            CurrentEnrollment = fact.EnrollmentId;
            _hasStarted |= isStart;
        }
    }
}
