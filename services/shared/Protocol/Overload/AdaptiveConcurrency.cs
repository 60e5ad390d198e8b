using System.Diagnostics.CodeAnalysis;

namespace FocusSuite.Protocol.Overload;

/// <summary>
/// How many calls a process takes on at once. Calls beyond what it can do do not make it faster, they only wait inside it; by Little's law
/// (calls inside = rate x time of a call) the number of calls inside is what a call's time depends on. So the number follows the time: it
/// shrinks by a tenth while calls take longer than the target on average, and grows by its square root while they do not and the room is
/// used. Growing slowly and shrinking in proportion settles, and settles fairly (Chiu and Jain, Analysis of the increase and decrease
/// algorithms for congestion avoidance, 1989). Nothing waits for its turn: a call that is not let in is refused at once, while its caller
/// still has time to go elsewhere.
/// </summary>
/// <param name="options">The target and the bounds.</param>
/// <param name="time">Measures what calls take, in real time.</param>
public sealed class AdaptiveConcurrency(OverloadOptions options, TimeProvider time)
{
    private const double Shrink = 0.9;
    private const int LeastSamples = 10;

    // So much of the limit in use shows that a higher one would be used too.
    private const double InUse = 0.5;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private double _limit = Math.Min(options.Most, 4.0 * options.Least);
    private long _windowBegan = time.GetTimestamp();
    private TimeSpan _taken;
    private int _samples;
    private int _inside;
    private int _peak;

    /// <summary>How many calls at once are let in at this moment.</summary>
    public int Limit => (int)_limit;

    /// <summary>Lets a call in, or not.</summary>
    /// <param name="call">The call, which must be disposed of at its end.</param>
    /// <returns>False when there are too many calls inside already.</returns>
    public bool TryEnter([NotNullWhen(true)] out Call? call)
    {
        lock (_lock)
        {
            if (options.Least > 0 && _inside >= (int)_limit)
            {
                call = null;
                return false;
            }

            _peak = Math.Max(_peak, ++_inside);
            call = new Call(this, time.GetTimestamp());
            return true;
        }
    }

    private void Leave(long entered)
    {
        lock (_lock)
        {
            _inside--;
            _samples++;
            _taken += time.GetElapsedTime(entered);
            if (_samples >= LeastSamples && time.GetElapsedTime(_windowBegan) >= Window)
            {
                Adapt();
            }
        }
    }

    private void Adapt()
    {
        if (_taken / _samples > options.Target)
        {
            // From the calls that there were: a limit far above them would take long to come down to where it matters.
            _limit = Math.Max(options.Least, Math.Min(_limit, _peak) * Shrink);
        }
        else if (_peak >= _limit * InUse)
        {
            _limit = Math.Min(options.Most, _limit + Math.Sqrt(_limit));
        }

        (_windowBegan, _taken, _samples, _peak) = (time.GetTimestamp(), TimeSpan.Zero, 0, _inside);
    }

    /// <summary>A call that was let in.</summary>
    public sealed class Call : IDisposable
    {
        private readonly long _entered;
        private AdaptiveConcurrency? _owner;

        internal Call(AdaptiveConcurrency owner, long entered) => (_owner, _entered) = (owner, entered);

        /// <summary>Ends the call; a second time is ignored.</summary>
        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Leave(_entered);
    }
}
