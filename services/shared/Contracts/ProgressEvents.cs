namespace FocusSuite.Messaging.Events;

/// <summary>A task was marked as done or not done.</summary>
[PublishedOnly]
public sealed record TaskUpdated : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>The task's place in the day, from 0.</summary>
    public required int TaskIndex { get; init; }

    /// <summary>Whether it is done now.</summary>
    public required bool IsCompleted { get; init; }
}

/// <summary>A reflection was added. Its text stays with the day.</summary>
[PublishedOnly]
public sealed record ReflectionAdded : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>Reflections in the day, this one included.</summary>
    public required int ReflectionsCount { get; init; }
}

/// <summary>A day was rated.</summary>
[PublishedOnly]
public sealed record DayRated : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }
}

/// <summary>A day became complete. Published once a day: once complete, always complete.</summary>
[ActsIn("enrollment")]
public sealed record DayEvaluated : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program.</summary>
    public required long ProgramId { get; init; }

    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>When it became complete, in suite time.</summary>
    public required DateTimeOffset CompletedAt { get; init; }
}

/// <summary>
/// The totals of an enrollment took in an effect; or, told by sessions, an enrollment has ended and no session was left in it whose credit
/// could follow. Whoever waits for the effects of an operation (by <see cref="FocusEvent.CorrelationId"/>) waits for this.
/// </summary>
public sealed record ProgressUpdated : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>
    /// False while more is to come for the same operation: a day became complete and the enrollment has yet to advance, or it has ended and
    /// its live session has yet to.
    /// </summary>
    public required bool Settled { get; init; }
}
