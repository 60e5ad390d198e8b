namespace FocusSuite.AppHost.Installation;

/// <summary>Held while an installation runs. The kernel gives it back however the process ends, so a killed run never blocks the next one.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Null when another process holds it.</summary>
    public static RunLock? TryTake(string file)
    {
        try
        {
            return new RunLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static bool IsHeld(string file)
    {
        using var taken = TryTake(file);
        return taken is null;
    }

    public void Dispose() => _file.Dispose();
}
