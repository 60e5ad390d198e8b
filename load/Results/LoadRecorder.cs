using FocusSuite.Load.Users;
using HdrHistogram;

namespace FocusSuite.Load.Results;

/// <summary>Counts what requests come to and how long they take: in all, by step and by second.</summary>
/// <param name="time">The clock.</param>
public sealed class LoadRecorder(TimeProvider time)
{
    private const int FaultsKept = 20;

    private readonly Lock _lock = new();
    private readonly Tally _all = new();
    private readonly SortedDictionary<string, Tally> _steps = new(StringComparer.Ordinal);
    private readonly List<Tally> _seconds = [];
    private readonly Dictionary<string, int> _faults = new(StringComparer.Ordinal);
    private int _answeredMeanwhile;
    private long _began;
    private TimeSpan _lasted;

    /// <summary>The load begins.</summary>
    public void Begin() => _began = time.GetTimestamp();

    /// <summary>No more load comes. The first word of it counts.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_lasted == TimeSpan.Zero)
            {
                _lasted = time.GetElapsedTime(_began);
            }
        }
    }

    /// <summary>Counts a request.</summary>
    /// <param name="planned">When it should have been sent, from the beginning.</param>
    /// <param name="step">Its name.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="took">How long it took from then on.</param>
    /// <param name="fault">What was wrong with it, if it failed or broke.</param>
    public void Record(TimeSpan planned, string step, Outcome outcome, TimeSpan took, string? fault)
    {
        lock (_lock)
        {
            _all.Add(outcome, took);
            if (outcome == Outcome.Answered && _lasted == TimeSpan.Zero)
            {
                _answeredMeanwhile++;
            }

            if (!_steps.TryGetValue(step, out var tally))
            {
                _steps[step] = tally = new Tally();
            }

            tally.Add(outcome, took);
            SecondOf(planned).Add(outcome, took);
            if (fault is not null && (_faults.Count < FaultsKept || _faults.ContainsKey($"{step}: {fault}")))
            {
                _faults[$"{step}: {fault}"] = _faults.GetValueOrDefault($"{step}: {fault}") + 1;
            }
        }
    }

    /// <summary>All that was counted so far.</summary>
    /// <param name="name">What the load was, in words.</param>
    /// <param name="rate">The rate at which it came; 0 for as much as the system takes.</param>
    /// <returns>A copy, to be kept.</returns>
    public LoadResult Result(string name, double rate)
    {
        lock (_lock)
        {
            var lasted = _lasted > TimeSpan.Zero ? _lasted : time.GetElapsedTime(_began);
            return new LoadResult
            {
                Name = name,
                Rate = rate,
                Lasted = lasted,
                All = _all.Figures(),
                AnsweredMeanwhile = _answeredMeanwhile,
                Steps = [.. _steps.Select(step => (step.Key, step.Value.Figures()))],
                Seconds = [.. _seconds.Take((int)Math.Ceiling(lasted.TotalSeconds)).Select(second => second.Figures())],
                Percentiles = _all.Percentiles(),
                Faults = [.. _faults.OrderByDescending(fault => fault.Value).Select(fault => $"{fault.Value} x {fault.Key}")],
            };
        }
    }

    private Tally SecondOf(TimeSpan planned)
    {
        while (_seconds.Count <= (int)planned.TotalSeconds)
        {
            _seconds.Add(new Tally());
        }

        return _seconds[(int)planned.TotalSeconds];
    }

    private sealed class Tally
    {
        private const int Digits = 3;
        private const double MicrosecondsInMillisecond = 1000;
        private static readonly long MaxMicroseconds = (long)TimeSpan.FromMinutes(2).TotalMicroseconds;
        private static readonly double[] Shown = [.. Enumerable.Range(0, 81).Select(step => 100 * (1 - Math.Pow(10, -step / 20.0)))];

        private readonly LongHistogram _latency = new(1, MaxMicroseconds, Digits);
        private readonly int[] _outcomes = new int[Enum.GetValues<Outcome>().Length];

        public void Add(Outcome outcome, TimeSpan took)
        {
            _outcomes[(int)outcome]++;
            // What was refused at once would make the rest look fast.
            if (outcome != Outcome.Refused)
            {
                _latency.RecordValue(Math.Clamp((long)took.TotalMicroseconds, 1, MaxMicroseconds));
            }
        }

        public Figures Figures() => new(
            Of(Outcome.Answered), Of(Outcome.Refused), Of(Outcome.Late), Of(Outcome.Broken), Of(Outcome.Failed), At(50), At(99),
            At(99.9), At(100));

        public IReadOnlyList<(double Percentile, double Milliseconds)> Percentiles() =>
            [.. Shown.Select(percentile => (percentile, At(percentile)))];

        private int Of(Outcome outcome) => _outcomes[(int)outcome];

        private double At(double percentile) =>
            _latency.TotalCount == 0 ? 0 : _latency.GetValueAtPercentile(percentile) / MicrosecondsInMillisecond;
    }
}
