using System.Diagnostics;

namespace FocusSuite.Messaging.Pipeline;

/// <summary>
/// The points on the way from a command to its last effect at which a process may die without anything being lost or counted twice.
/// </summary>
/// <remarks>
/// Each is an event of the <see cref="DiagnosticListener"/> of <see cref="ListenerName"/>, in the thread that passes it. Nobody listens in
/// an installation. The fault laboratory loads a listener into the processes that it starts, by which they die at a point.
/// </remarks>
public static class PipelinePoints
{
    /// <summary>The listener's name.</summary>
    public const string ListenerName = "FocusSuite.Pipeline";

    /// <summary>State and events are decided and not saved.</summary>
    public const string BeforeSave = "before-save";

    /// <summary>State and events are saved; nobody has been told.</summary>
    public const string AfterSaveBeforePublish = "after-save-before-publish";

    /// <summary>The broker has confirmed the events; the outbox still holds them.</summary>
    public const string AfterPublishBeforeMark = "after-publish-before-mark";

    /// <summary>An event was delivered; nothing was done about it.</summary>
    public const string BeforeEffect = "before-effect";

    /// <summary>The event's effect is saved; the broker does not know that it was handled.</summary>
    public const string AfterEffectBeforeAck = "after-effect-before-ack";

    /// <summary>A request with an idempotency key has acted; its answer is neither recorded nor given.</summary>
    public const string BeforeAnswer = "before-answer";

    private static readonly DiagnosticListener Listener = new(ListenerName);

    /// <summary>All points, in their order on the way.</summary>
    public static IReadOnlyList<string> All { get; } =
        [BeforeSave, AfterSaveBeforePublish, AfterPublishBeforeMark, BeforeEffect, AfterEffectBeforeAck, BeforeAnswer];

    /// <summary>The process passes a point.</summary>
    /// <param name="point">Which.</param>
    public static void Pass(string point)
    {
        if (Listener.IsEnabled(point))
        {
            Listener.Write(point, null);
        }
    }
}
