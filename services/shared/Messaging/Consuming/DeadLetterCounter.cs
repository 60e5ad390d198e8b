using MassTransit;

namespace FocusSuite.Messaging.Consuming;

/// <summary>
/// Counts what has come to lie in a dead-letter queue. Belongs behind the filter that moves the message there, so that only what was moved
/// counts.
/// </summary>
internal sealed class DeadLetterCounter<TContext>(string queue, Func<TContext, string> errorOf) : IFilter<TContext>
    where TContext : class, PipeContext
{
    public Task Send(TContext context, IPipe<TContext> next)
    {
        MessagingTelemetry.DeadLetters.Add(
            1, new(MessagingTelemetry.QueueLabel, queue), new(MessagingTelemetry.ErrorLabel, errorOf(context)));
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetterCounter");
}
