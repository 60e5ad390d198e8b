using FocusSuite.Messaging.Events;

namespace FocusSuite.Progress.Days;

/// <summary>In whose course a day is changed; every event of it carries this.</summary>
/// <param name="Now">Suite time.</param>
/// <param name="CorrelationId">The operation at the beginning of the chain.</param>
/// <param name="CausationId">The event that caused it; null where a person did.</param>
internal sealed record Operation(DateTimeOffset Now, Guid CorrelationId, Guid? CausationId)
{
    public static Operation ByPerson(DateTimeOffset now) => new(now, Guid.CreateVersion7(), null);

    public static Operation By(FocusEvent cause, DateTimeOffset now) => new(now, cause.CorrelationId, cause.Id);
}
