namespace FocusSuite.AppHost.Running;

/// <summary>Ends what killed runs left below a folder: every server remembers its processes in a folder "pids" of its own.</summary>
internal static class Leftovers
{
    private const int Depth = 5;

    public static async Task<IReadOnlyList<string>> EndBelowAsync(string folder, CancellationToken ct)
    {
        if (!Directory.Exists(folder))
            return [];
        var search = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = true };
        List<string> ended = [];
        foreach (var pids in Directory.EnumerateDirectories(folder, "pids", search).ToArray())
            ended.AddRange(await new PidFolder(pids).EndLeftoversAsync(ct).ConfigureAwait(false));
        return ended;
    }
}
