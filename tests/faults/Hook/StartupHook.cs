using FocusSuite.Faults.Hook;

/// <summary>What the runtime calls before a program's own code, where DOTNET_STARTUP_HOOKS names this assembly.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(DeathAtPoint.Variable) is { Length: > 0 } folder)
        {
            DeathAtPoint.Listen(folder);
        }
    }
}
