namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>
/// What a condition has counted in one instance of its window: fact after fact, it only grows. So each level has one fact that reached it,
/// and which one that is depends on the facts alone.
/// </summary>
internal abstract class Tally
{
    private const int NotReached = -1;

    private readonly IReadOnlyList<int> _levels;
    private readonly int[] _reachedAt;
    private int _levelsReached;

    private protected Tally(AchievementCondition condition, FactHistory history)
    {
        _levels = condition.Levels;
        _reachedAt = [.. Enumerable.Repeat(NotReached, _levels.Count)];
        History = history;
    }

    /// <summary>How much there is: the most that was ever reached.</summary>
    public int Best { get; private set; }

    /// <summary>All facts of the person.</summary>
    protected FactHistory History { get; }

    /// <summary>The places of the facts that counted, ascending.</summary>
    protected List<int> Counted { get; } = [];

    /// <summary>A tally that has counted nothing.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="history">All facts of the person.</param>
    public static Tally Of(AchievementCondition condition, FactHistory history) =>
        (Metrics.Of(condition.Metric).Shape, condition.Window.Kind) switch
        {
            (MetricShape.Run, _) => new RunTally(condition, history),
            (var shape, WindowKind.Last) => new LastDatesTally(condition, shape, history),
            (var shape, _) => new SumTally(condition, shape, history),
        };

    /// <summary>Counts one more fact.</summary>
    /// <param name="index">Its place in the order, above those before it.</param>
    public void Add(int index)
    {
        if (Count(index) is not { } value)
        {
            return;
        }

        Counted.Add(index);
        Best = Math.Max(Best, value);
        while (_levelsReached < _levels.Count && Best >= _levels[_levelsReached])
        {
            Reached(_levelsReached);
            _reachedAt[_levelsReached++] = index;
        }
    }

    /// <summary>The place of the fact that reached a level, or null.</summary>
    /// <param name="level">Which level, from 0.</param>
    public int? ReachedAt(int level) => _reachedAt[level] is var index and not NotReached ? index : null;

    /// <summary>The places of the facts that reached a level, ascending; the last one did.</summary>
    /// <param name="level">Which level, from 0; it was reached.</param>
    public abstract IEnumerable<int> EvidenceOf(int level);

    /// <summary>How much there is today; in a day, a week or a program all that there is.</summary>
    /// <param name="today">The person's date.</param>
    public virtual int Current(DateOnly today) => Best;

    /// <summary>Takes a fact in, and tells what there is with it; null where it changes nothing.</summary>
    /// <param name="index">Its place in the order.</param>
    protected abstract int? Count(int index);

    /// <summary>Hears that the fact just counted reached a level.</summary>
    /// <param name="level">Which level, from 0.</param>
    protected virtual void Reached(int level)
    {
    }

    /// <summary>The facts that counted, up to the one that reached a level.</summary>
    /// <param name="level">Which level, from 0.</param>
    protected IEnumerable<int> CountedTo(int level) => Counted.TakeWhile(index => index <= _reachedAt[level]);

    /// <summary>What a fact adds to a metric that is no run.</summary>
    /// <param name="shape">The metric's shape.</param>
    /// <param name="index">The fact's place in the order.</param>
    /// <param name="seen">The dates so far, of a metric that counts each once.</param>
    protected int AmountOf(MetricShape shape, int index, HashSet<int> seen) => shape switch
    {
        MetricShape.Minutes => History[index].Seconds,
        MetricShape.Dates => seen.Add(History[index].Date.DayNumber) ? 1 : 0,
        _ => 1,
    };

    /// <summary>Whole minutes of what was summed up in seconds; else the sum itself.</summary>
    /// <param name="shape">The metric's shape.</param>
    /// <param name="sum">The sum.</param>
    protected static int ValueOf(MetricShape shape, long sum) => (int)(shape == MetricShape.Minutes ? sum / 60 : sum);
}

/// <summary>Sums up all that lies in its window.</summary>
internal sealed class SumTally(AchievementCondition condition, MetricShape shape, FactHistory history) : Tally(condition, history)
{
    private readonly HashSet<int> _dates = [];
    private long _sum;

    public override IEnumerable<int> EvidenceOf(int level) => CountedTo(level);

    protected override int? Count(int index)
    {
        var amount = AmountOf(shape, index, _dates);
        _sum += amount;
        return amount == 0 ? null : ValueOf(shape, _sum);
    }
}

/// <summary>
/// Sums up each stretch of so many dates that ends on a date with a fact. No other stretch holds more: it could end earlier without a loss.
/// </summary>
internal sealed class LastDatesTally(AchievementCondition condition, MetricShape shape, FactHistory history) : Tally(condition, history)
{
    private readonly int _length = condition.Window.Dates;
    private readonly HashSet<int> _dates = [];
    private readonly long[] _sums = new long[history.Dates.Count];
    private readonly int[] _endOfLevel = new int[condition.Levels.Count];
    private long _best;
    private int _bestEnd;

    public override int Current(DateOnly today)
    {
        var seen = new HashSet<int>();
        return ValueOf(shape, Counted.Where(index => IsIn(index, today.DayNumber)).Sum(index => (long)AmountOf(shape, index, seen)));
    }

    public override IEnumerable<int> EvidenceOf(int level) => CountedTo(level).Where(index => IsIn(index, _endOfLevel[level]));

    protected override int? Count(int index)
    {
        var amount = AmountOf(shape, index, _dates);
        if (amount == 0)
        {
            return null;
        }

        var first = History.DateIndexOf(index);
        var dates = History.Dates;
        _best = 0;
        for (var end = first; end < dates.Count && dates[end] - dates[first] < _length; end++)
        {
            _sums[end] += amount;
            if (_sums[end] > _best)
            {
                (_best, _bestEnd) = (_sums[end], dates[end]);
            }
        }

        return ValueOf(shape, _best);
    }

    protected override void Reached(int level) => _endOfLevel[level] = _bestEnd;

    private bool IsIn(int index, int end) => History[index].Date.DayNumber is var day && day <= end && day > end - _length;
}

/// <summary>The longest run of dates, whatever was first: a date that comes late joins two runs to one.</summary>
internal sealed class RunTally(AchievementCondition condition, FactHistory history) : Tally(condition, history)
{
    private readonly int _most = condition.Window.Kind == WindowKind.Last ? condition.Window.Dates : int.MaxValue;
    private readonly bool _isLive = !condition.Window.IsRepeated;
    private readonly HashSet<int> _dates = [];

    // The length of each run, at its first and at its last date. Between them stands what was true once.
    private readonly Dictionary<int, int> _lengths = [];

    /// <summary>
    /// Over all time, the run that is still alive: its last date is today or the one before, or later where the person has moved west
    /// since. In a week or a program, the longest there.
    /// </summary>
    public override int Current(DateOnly today)
    {
        if (!_isLive)
        {
            return Best;
        }

        return _dates.Count > 0 && _dates.Max() is var last && last >= today.DayNumber - 1 ? Math.Min(_lengths[last], _most) : 0;
    }

    public override IEnumerable<int> EvidenceOf(int level)
    {
        var counted = CountedTo(level).ToList();
        var days = counted.Select(index => History[index].Date.DayNumber).ToHashSet();
        var (first, last) = (History[counted[^1]].Date.DayNumber, History[counted[^1]].Date.DayNumber);
        while (days.Contains(first - 1))
        {
            first--;
        }

        while (days.Contains(last + 1))
        {
            last++;
        }

        return counted.Where(index => History[index].Date.DayNumber is var day && day >= first && day <= last);
    }

    protected override int? Count(int index)
    {
        var day = History[index].Date.DayNumber;
        if (!_dates.Add(day))
        {
            return null;
        }

        var (before, after) = (_lengths.GetValueOrDefault(day - 1), _lengths.GetValueOrDefault(day + 1));
        var length = before + 1 + after;
        _lengths[day] = length;
        _lengths[day - before] = length;
        _lengths[day + after] = length;
        return Math.Min(length, _most);
    }
}
