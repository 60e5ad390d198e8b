using System.Text.Json;

namespace FocusSuite.AppHost.Running;

/// <summary>The processes that belong to a folder, one file each, so that a later run can end what a killed run left.</summary>
internal sealed class PidFolder(string path)
{
    public void Remember(string name, ProcessIdentity process)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(FileOf(name), JsonSerializer.Serialize(process));
    }

    public static ProcessIdentity? Load(string folder, string name)
    {
        var file = Path.Combine(folder, name + ".pid");
        return File.Exists(file) ? Read(file) : null;
    }

    /// <summary>Those that still run, by name.</summary>
    public IEnumerable<(string Name, ProcessIdentity Process)> All()
    {
        if (!Directory.Exists(path))
            return [];
        return from file in Directory.EnumerateFiles(path, "*.pid")
               let process = Read(file)
               where process is { IsAlive: true }
               select (Path.GetFileNameWithoutExtension(file), process);
    }

    public void Forget(string name)
    {
        if (Directory.Exists(path))
            File.Delete(FileOf(name));
    }

    /// <summary>Ends every remembered process that still runs, with its whole session, and says which those were.</summary>
    public async Task<IReadOnlyList<string>> EndLeftoversAsync(CancellationToken ct)
    {
        if (!Directory.Exists(path))
            return [];
        List<string> ended = [];
        foreach (var file in Directory.EnumerateFiles(path, "*.pid").ToArray())
        {
            if (Read(file) is { } process && await ProcessSession.EndAsync(process, ct).ConfigureAwait(false))
                ended.Add(Path.GetFileNameWithoutExtension(file));
            File.Delete(file);
        }

        return ended;
    }

    private static ProcessIdentity? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessIdentity>(File.ReadAllText(file));
        }
        catch (JsonException)
        {
            // Half written by a run that was killed at that very moment. Nothing can be verified, so nothing is ended.
            return null;
        }
    }

    private string FileOf(string name) => Path.Combine(path, name + ".pid");
}
