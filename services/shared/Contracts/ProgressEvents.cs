namespace FocusSuite.Messaging.Events;

/// <summary>A task was marked as done or not done.</summary>
[ActsIn("insights")]
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
[ActsIn("insights")]
public sealed record ReflectionAdded : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>Reflections in the day, this one included.</summary>
    public required int ReflectionsCount { get; init; }

    /// <summary>The number that it got in the day, from 1; 0 in events of versions before this field: it was the count.</summary>
    public int ReflectionNumber { get; init; }
}

/// <summary>The text of a reflection was corrected. It stays with the day.</summary>
[PublishedOnly]
public sealed record ReflectionUpdated : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>The reflection's number in the day.</summary>
    public required int ReflectionNumber { get; init; }
}

/// <summary>A reflection was deleted. A day that is complete stays complete.</summary>
[ActsIn("insights")]
public sealed record ReflectionDeleted : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>The number that it had in the day. No other reflection of the day gets it.</summary>
    public required int ReflectionNumber { get; init; }

    /// <summary>Reflections that are left in the day.</summary>
    public required int ReflectionsCount { get; init; }
}

/// <summary>A day was rated.</summary>
[ActsIn("insights")]
public sealed record DayRated : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>How hard the day was, 1..5; null where it was not said.</summary>
    public int? Difficulty { get; init; }

    /// <summary>How good the day was, 1..5; null where it was not said.</summary>
    public int? Satisfaction { get; init; }
}

/// <summary>Everything that a day asks for is done. Enrollment decides whether the day counts. Published once for each day.</summary>
[ActsIn("enrollment")]
public sealed record DayEvaluated : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program.</summary>
    public required long ProgramId { get; init; }

    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>When the last thing was done that the day asks for, in suite time.</summary>
    public required DateTimeOffset CompletedAt { get; init; }
}

/// <summary>
/// An effect of an operation can be read. Progress publishes this when the totals include the effect, enrollment when a day does not count,
/// and sessions when an enrollment has ended and no session was live in it. It ends the wait for an operation's effects, which finds it by
/// <see cref="FocusEvent.CorrelationId"/>.
/// </summary>
public sealed record ProgressUpdated : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>
    /// False while more effects of the same operation follow: the enrollment has yet to count the day, or its live session has yet to end.
    /// </summary>
    public required bool Settled { get; init; }
}
