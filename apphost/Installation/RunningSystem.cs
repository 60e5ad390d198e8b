using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Installation;

/// <summary>Finds the system that runs from a folder.</summary>
internal static class RunningSystem
{
    /// <summary>Null when none runs. A system that has only just begun may not have told its addresses yet.</summary>
    public static RunState? Find(FocusFolder folder) =>
        RunState.Load(folder.RunFile) is { Process.IsAlive: true } state && RunLock.IsHeld(folder.LockFile) ? state : null;

    public static RunState Require(FocusFolder folder) => Find(folder) switch
    {
        null => throw new SetupException("No system is running here. Start one with: ./focus up"),
        { IsReady: false } => throw new SetupException("The system is still starting. Wait for it, or look at: ./focus status"),
        var state => state,
    };
}
