using FocusSuite.Faults.Tests.Oracle;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Messages;

/// <summary>An event that another service acts upon, and the way that it takes there.</summary>
/// <param name="Name">The event.</param>
/// <param name="Queue">The consumer's queue; the exchange in front of it has the same name.</param>
/// <param name="Consumer">The service that consumes it.</param>
/// <param name="PerUser">How many a user of these tests causes.</param>
public sealed record MessageKind(string Name, string Queue, string Consumer, int PerUser)
{
    /// <summary>The exchange to which events of this kind are published.</summary>
    public string Exchange => $"FocusSuite.Messaging.Events:{Name}";

    public static IReadOnlyList<MessageKind> All { get; } =
    [
        new("SessionCompleted", Queues.SessionCompleted, PartNames.Progress, PerUser: 2),
        new("DayEvaluated", Queues.DayEvaluated, PartNames.Enrollment, PerUser: 1),
        new("ProgramAdvanced", Queues.ProgramAdvanced, PartNames.Progress, PerUser: 1),
    ];
}

/// <summary>What can be wrong with a message.</summary>
public enum MessageFault
{
    /// <summary>It comes ten times more.</summary>
    Duplicated,

    /// <summary>It comes long after all others.</summary>
    Delayed,

    /// <summary>It comes in the opposite order of what happened.</summary>
    Reordered,

    /// <summary>With it comes one whose fact lacks what it must have.</summary>
    Poisoned,

    /// <summary>With it comes one that is no JSON.</summary>
    Malformed,

    /// <summary>It has four megabytes more than anybody reads.</summary>
    Oversized,

    /// <summary>A newer version has sent it, with fields that nobody knows.</summary>
    FutureVersion,
}

/// <summary>Where in the line of messages the faulty one stands.</summary>
public enum Position
{
    /// <summary>Before all others.</summary>
    Ahead,

    /// <summary>After all others.</summary>
    Behind,

    /// <summary>Between others.</summary>
    Amid,

    /// <summary>Between others that wait while the consumer is down.</summary>
    WhileAway,
}
