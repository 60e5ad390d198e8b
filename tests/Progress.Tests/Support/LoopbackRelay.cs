using System.Collections.Concurrent;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Progress.Events;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Progress.Tests.Support;

/// <summary>
/// Remembers what was saved and plays the rest of the suite: a complete day makes the enrollment advance, and whoever waits for progress
/// hears of it. The messages stay in the outbox, where tests count them.
/// </summary>
internal sealed class LoopbackRelay : IOutboxRelay
{
    private readonly ConcurrentQueue<FocusEvent> _events = new();
    private readonly ConcurrentDictionary<long, SortedSet<int>> _completed = new();

    public TimeSpan Lease { get; } = TimeSpan.FromMinutes(5);

    public IServiceProvider? Services { get; set; }

    /// <summary>Runs before the enrollment advances.</summary>
    public ConcurrentDictionary<long, Task> HoldAdvance { get; } = new();

    /// <summary>Whether the enrollment counts a day; null for all.</summary>
    public Func<DayEvaluated, bool>? IsCounted { get; set; }

    public IEnumerable<TEvent> Events<TEvent>()
        where TEvent : FocusEvent => _events.OfType<TEvent>();

    public void Post(IOutboxSource source, IReadOnlyList<OutboxMessage> messages)
    {
        foreach (var happened in messages.Select(message => EventTypes.Deserialize(message.Type, message.Body)))
        {
            _events.Enqueue(happened);
            _ = happened switch
            {
                DayEvaluated evaluated => AdvanceAsync(evaluated),
                ProgressUpdated updated =>
                    ((IEventHandler<ProgressUpdated>)Services!.GetRequiredService<IEffects>()).HandleAsync(updated, default),
                _ => Task.CompletedTask,
            };
        }
    }

    private async Task AdvanceAsync(DayEvaluated evaluated)
    {
        await Task.Yield();
        if (HoldAdvance.TryGetValue(evaluated.EnrollmentId, out var held))
        {
            await held;
        }

        // Enrollment counts what was done before it was given up, and nothing later; it settles the wait either way.
        if (IsCounted is { } isCounted && !isCounted(evaluated))
        {
            Post(null!, OutboxMessages.From([new ProgressUpdated
            {
                OccurredAt = evaluated.OccurredAt,
                UserId = evaluated.UserId,
                CorrelationId = evaluated.CorrelationId,
                CausationId = evaluated.Id,
                EnrollmentId = evaluated.EnrollmentId,
                Settled = true,
            }]));
            return;
        }

        int[] completed;
        var set = _completed.GetOrAdd(evaluated.EnrollmentId, _ => []);
        lock (set)
        {
            set.Add(evaluated.DayNumber);
            completed = [.. set];
        }

        await using var scope = Services!.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProgramAdvancedHandler>().HandleAsync(
            new ProgramAdvanced
            {
                OccurredAt = evaluated.OccurredAt,
                UserId = evaluated.UserId,
                CorrelationId = evaluated.CorrelationId,
                CausationId = evaluated.Id,
                EnrollmentId = evaluated.EnrollmentId,
                ProgramId = evaluated.ProgramId,
                TotalDays = 14,
                CompletedDay = evaluated.DayNumber,
                CompletedDays = completed,
                CurrentDay = completed.Length + 1,
                ProgramCompleted = false,
            },
            default);
    }
}
