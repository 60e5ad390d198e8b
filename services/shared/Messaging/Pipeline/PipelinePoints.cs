using System.Diagnostics;

namespace FocusSuite.Messaging.Pipeline;

/// <summary>
/// The points on the way from a command to its last effect at which a process may die without anything being lost or counted twice.
/// </summary>
/// <remarks>
/// The fault laboratory shows that it is so: in Development, where <see cref="Variable"/> names a folder, a process that passes a point for
/// which a file of that name lies there ends itself as SIGKILL would. Everywhere else a point is the check of a constant.
/// </remarks>
public static class PipelinePoints
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "FOCUS_PIPELINE_POINTS";

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

    private static readonly string? Folder =
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") == "Development" ? Environment.GetEnvironmentVariable(Variable) : null;

    /// <summary>All points, in their order on the way.</summary>
    public static IReadOnlyList<string> All { get; } =
        [BeforeSave, AfterSaveBeforePublish, AfterPublishBeforeMark, BeforeEffect, AfterEffectBeforeAck, BeforeAnswer];

    /// <summary>The process passes a point.</summary>
    /// <param name="point">Which.</param>
    public static void Pass(string point)
    {
        if (Folder is not null)
        {
            DieIfArmed(Path.Combine(Folder, point));
        }
    }

    private static void DieIfArmed(string file)
    {
        if (!File.Exists(file))
        {
            return;
        }

        try
        {
            // Of several threads or replicas the one that gets the file dies.
            File.Move(file, file + ".passed");
        }
        catch (IOException)
        {
            return;
        }

        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
