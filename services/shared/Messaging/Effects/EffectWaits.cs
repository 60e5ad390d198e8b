using System.Collections.Concurrent;
using System.Diagnostics;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.Messaging.Effects;

/// <summary>
/// Waits are signals, not polls: every replica hears every <see cref="ProgressUpdated"/> on a temporary queue of its own and wakes who waits for it.
/// </summary>
internal sealed class EffectWaits(IBroker broker, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<EffectWaits> logger)
    : IEffects, IEventHandler<ProgressUpdated>
{
    // After so many waits in vain in a row the peers count as down, and operations answer at once but for one probe in each pause.
    private const int PatienceWithPeers = 3;
    private static readonly TimeSpan ProbePause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();
    private int _vain;
    private long _lastProbe = long.MinValue;

    public IEffectWait Expect(Guid correlationId)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[correlationId] = signal;
        return new Wait(this, correlationId, signal.Task);
    }

    public Task HandleAsync(ProgressUpdated focusEvent, CancellationToken cancellationToken)
    {
        if (focusEvent.Settled && _waiting.TryGetValue(focusEvent.CorrelationId, out var signal))
        {
            signal.TrySetResult();
        }

        return Task.CompletedTask;
    }

    private async Task<bool> WaitAsync(Guid correlationId, Task signal, CancellationToken cancellationToken)
    {
        if (!broker.IsConnected || !PeersMayAnswer())
        {
            Record(0, signal.IsCompleted ? EffectOutcomes.Visible : EffectOutcomes.NotAwaited);
            return signal.IsCompleted;
        }

        var outcome = EffectOutcomes.Canceled;
        var began = Stopwatch.GetTimestamp();
        try
        {
            await signal.WaitAsync(options.Value.EffectsBound, clock, cancellationToken);
            Volatile.Write(ref _vain, 0);
            outcome = EffectOutcomes.Visible;
            return true;
        }
        catch (TimeoutException)
        {
            Interlocked.Increment(ref _vain);
            outcome = EffectOutcomes.Late;
            Log.EffectsLate(logger, correlationId, options.Value.EffectsBound);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            Record(Stopwatch.GetElapsedTime(began).TotalSeconds, outcome);
        }
    }

    private static void Record(double seconds, string outcome) =>
        MessagingTelemetry.EffectWait.Record(seconds, new KeyValuePair<string, object?>(MessagingTelemetry.OutcomeLabel, outcome));

    private bool PeersMayAnswer()
    {
        if (Volatile.Read(ref _vain) < PatienceWithPeers)
        {
            return true;
        }

        var last = Volatile.Read(ref _lastProbe);
        var now = clock.GetTimestamp();
        return (last == long.MinValue || clock.GetElapsedTime(last, now) >= ProbePause)
            && Interlocked.CompareExchange(ref _lastProbe, now, last) == last;
    }

    private sealed class Wait(EffectWaits owner, Guid correlationId, Task signal) : IEffectWait
    {
        public Task<bool> SettledAsync(CancellationToken cancellationToken) => owner.WaitAsync(correlationId, signal, cancellationToken);

        public void Dispose() => owner._waiting.TryRemove(correlationId, out _);
    }
}
