namespace FocusSuite.Protocol.Overload;

/// <summary>
/// Breaks off a destination that takes calls and says nothing: a process that hangs, a machine that vanished. It is silent when at least
/// <see cref="MinWaiting"/> calls have waited for it for <see cref="MaxSilence"/> and none was answered in that time; then one call a
/// <see cref="ProbePeriod"/> goes there to see, and the first answer ends it. A destination that refuses connections is not silent: it is
/// known at once, costs nothing, and is used again as soon as it is back. Calls that wait are looked at, not those that gave up: whoever
/// gives up early, on purpose or not, says nothing about the destination.
/// </summary>
/// <param name="time">Measures silence, in real time.</param>
public sealed class SilenceBreaker(TimeProvider time)
{
    /// <summary>How many calls have to have waited for the whole time.</summary>
    public const int MinWaiting = 5;

    /// <summary>How long a destination may say nothing while that many calls wait.</summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(3);

    /// <summary>How often one call is let through to a destination that is silent.</summary>
    public static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    // In the order in which they began.
    private readonly LinkedList<long> _waiting = [];
    private readonly LinkedList<long> _patient = [];
    private long _lastAnswer = time.GetTimestamp();
    private long _lastProbe = time.GetTimestamp();

    /// <summary>Whether calls wait there and nothing is heard.</summary>
    public bool IsSilent
    {
        get
        {
            lock (_lock)
            {
                return IsSilentNow();
            }
        }
    }

    /// <summary>Whether a call may go there now; while it is silent, one a <see cref="ProbePeriod"/> may.</summary>
    /// <returns>False for a call that would only wait.</returns>
    public bool Admits()
    {
        lock (_lock)
        {
            if (!IsSilentNow())
            {
                return true;
            }

            if (time.GetElapsedTime(_lastProbe) < ProbePeriod)
            {
                return false;
            }

            _lastProbe = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>Notes that a call goes there.</summary>
    /// <param name="mayWait">Whether it may wait for something else there, so that its silence says nothing; its answer does.</param>
    /// <returns>The call, to be ended once.</returns>
    public Call Begin(bool mayWait = false)
    {
        lock (_lock)
        {
            var node = new LinkedListNode<long>(time.GetTimestamp());
            (mayWait ? _patient : _waiting).AddLast(node);
            return new Call(this, node);
        }
    }

    private bool IsSilentNow()
    {
        if (_waiting.Count < MinWaiting || time.GetElapsedTime(_lastAnswer) < MaxSilence)
        {
            return false;
        }

        var last = _waiting.First;
        for (var place = 1; place < MinWaiting; place++)
        {
            last = last!.Next;
        }

        return time.GetElapsedTime(last!.Value) >= MaxSilence;
    }

    private void End(LinkedListNode<long> call, bool wasAnswered)
    {
        lock (_lock)
        {
            if (call.List is not { } list)
            {
                return;
            }

            list.Remove(call);
            if (wasAnswered)
            {
                _lastAnswer = time.GetTimestamp();
            }
        }
    }

    /// <summary>A call that is under way.</summary>
    public readonly struct Call
    {
        private readonly SilenceBreaker _owner;
        private readonly LinkedListNode<long> _node;

        internal Call(SilenceBreaker owner, LinkedListNode<long> node) => (_owner, _node) = (owner, node);

        /// <summary>Ends it; a second time is ignored.</summary>
        /// <param name="wasAnswered">Whether the destination said anything, an error or that it is not there included.</param>
        public void End(bool wasAnswered) => _owner.End(_node, wasAnswered);
    }
}
