using System.Diagnostics;
using FocusSuite.Domain;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.Messaging.Effects;

/// <summary>
/// Waits are signals, not polls: every replica hears every <see cref="ProgressUpdated"/> on a temporary queue of its own and wakes who
/// waits for it. A wait goes on as long as effects of anybody are heard of, up to a bound: then the peers work, and are only busy. Silence
/// is how peers look that are away.
/// </summary>
internal sealed class EffectWaits(
    IBroker broker,
    IOptions<MessagingOptions> options,
    [FromKeyedServices(Clocks.Real)] TimeProvider clock,
    ILogger<EffectWaits> logger,
    IEffectReport? report = null)
    : IEffects, IEventHandler<ProgressUpdated>
{
    // After so many silent waits in a row the peers count as away, and operations answer at once but for one probe in each pause.
    private const int MaxSilentWaits = 3;
    private const long Never = long.MinValue;
    private static readonly TimeSpan ProbePause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Signal> _waiting = [];
    private readonly RecentOperations _settled = new();
    private int _silent;
    private long _lastProbe = Never;
    private long _lastWord = Never;

    public IEffectWait Expect(Guid correlationId)
    {
        lock (_lock)
        {
            // Two may wait for one operation: who repeats a request does, while the first is still at it.
            if (!_waiting.TryGetValue(correlationId, out var signal))
            {
                _waiting[correlationId] = signal = new Signal();
            }

            signal.Waits++;
            if (_settled.Contains(correlationId))
            {
                signal.Set();
            }

            return new Wait(this, correlationId, signal);
        }
    }

    public Task HandleAsync(ProgressUpdated focusEvent, CancellationToken cancellationToken)
    {
        if (focusEvent.UserId != FocusEvent.Nobody)
        {
            Volatile.Write(ref _lastWord, clock.GetTimestamp());
            Volatile.Write(ref _silent, 0);
        }

        if (!focusEvent.Settled)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            _settled.Add(focusEvent.CorrelationId);
            _waiting.GetValueOrDefault(focusEvent.CorrelationId)?.Set(isRehearsal: focusEvent.UserId == FocusEvent.Nobody);
        }

        return Task.CompletedTask;
    }

    private void LetGo(Guid correlationId, Signal signal)
    {
        lock (_lock)
        {
            if (--signal.Waits == 0)
            {
                _waiting.Remove(correlationId);
            }
        }
    }

    private async Task<bool> WaitAsync(Guid correlationId, Signal signal, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var outcome = signal.Task.IsCompleted ? EffectOutcomes.Visible
            : !broker.IsConnected || !PeersMayAnswer() ? EffectOutcomes.NotAwaited
            : await ListenAsync(correlationId, signal.Task, cancellationToken);
        if (!signal.IsRehearsal)
        {
            Record(outcome == EffectOutcomes.NotAwaited ? 0 : Stopwatch.GetElapsedTime(began).TotalSeconds, outcome);
        }

        var visible = outcome == EffectOutcomes.Visible;
        report?.End(visible);
        return visible;
    }

    private async Task<string> ListenAsync(Guid correlationId, Task signal, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var bound = options.Value.EffectsBound;
        if (report?.Begin() is { } own && own < bound)
        {
            bound = own;
        }

        while (Left(began, bound) is var left && left > TimeSpan.Zero)
        {
            try
            {
                await signal.WaitAsync(left, clock, cancellationToken);
                return EffectOutcomes.Visible;
            }
            catch (TimeoutException)
            {
                // Something may have been heard meanwhile.
            }
            catch (OperationCanceledException)
            {
                return EffectOutcomes.Canceled;
            }
        }

        if (Volatile.Read(ref _lastWord) < began)
        {
            Interlocked.Increment(ref _silent);
        }

        Log.EffectsLate(logger, correlationId, clock.GetElapsedTime(began));
        return EffectOutcomes.Late;
    }

    /// <summary>How long a wait may last from now on. Of a replica that has never heard anything, nothing follows from silence.</summary>
    private TimeSpan Left(long began, TimeSpan bound)
    {
        var left = bound - clock.GetElapsedTime(began);
        var heard = Volatile.Read(ref _lastWord);
        var quiet = options.Value.EffectsIdleTimeout - clock.GetElapsedTime(Math.Max(began, heard));
        return heard == Never || left < quiet ? left : quiet;
    }

    private static void Record(double seconds, string outcome) =>
        MessagingTelemetry.EffectWait.Record(seconds, new KeyValuePair<string, object?>(MessagingTelemetry.OutcomeLabel, outcome));

    private bool PeersMayAnswer()
    {
        if (Volatile.Read(ref _silent) < MaxSilentWaits)
        {
            return true;
        }

        var last = Volatile.Read(ref _lastProbe);
        var now = clock.GetTimestamp();
        return (last == Never || clock.GetElapsedTime(last, now) >= ProbePause)
            && Interlocked.CompareExchange(ref _lastProbe, now, last) == last;
    }

    private sealed class Signal
    {
        private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waits { get; set; }

        public Task Task => _source.Task;

        /// <summary>Whether nobody waited for it but a replica that rehearses: that is no operation to be counted.</summary>
        public bool IsRehearsal { get; private set; }

        public void Set(bool isRehearsal = false)
        {
            IsRehearsal = isRehearsal;
            _source.TrySetResult();
        }
    }

    private sealed class Wait(EffectWaits owner, Guid correlationId, Signal signal) : IEffectWait
    {
        private bool _isLetGo;

        public Task<bool> SettledAsync(CancellationToken cancellationToken) => owner.WaitAsync(correlationId, signal, cancellationToken);

        public void Dispose()
        {
            if (!_isLetGo)
            {
                _isLetGo = true;
                owner.LetGo(correlationId, signal);
            }
        }
    }
}
