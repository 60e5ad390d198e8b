using System.Globalization;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Postgres;

/// <summary>Finds PostgreSQL's programs: Debian keeps each version's in a folder of its own that is not on the PATH.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    public const string InstallHint = "Install it (Debian: apt-get install postgresql), or give a server with --postgres or FOCUS_POSTGRES.";

    private const string DebianRoot = "/usr/lib/postgresql";

    public string Server => Path.Combine(Folder, "postgres");

    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>The newest version on this machine, or exactly the one that made the data.</summary>
    public static PostgresBinaries Find(int? majorVersion)
    {
        var found = Candidates().OrderByDescending(candidate => candidate.Version).ToArray();
        if (found.Length == 0)
            throw new SetupException($"PostgreSQL was not found. {InstallHint}");
        if (majorVersion is null)
            return new PostgresBinaries(found[0].Folder);
        var match = found.FirstOrDefault(candidate => candidate.Version == majorVersion);
        return match.Folder is not null ? new PostgresBinaries(match.Folder) : throw new SetupException(
            $"The data was made by PostgreSQL {majorVersion}, and this machine has {string.Join(", ", found.Select(candidate => candidate.Version))}. "
            + $"Install PostgreSQL {majorVersion}, or drop the data with ./focus up --fresh.");
    }

    private static IEnumerable<(int Version, string Folder)> Candidates()
    {
        if (Directory.Exists(DebianRoot))
        {
            foreach (var folder in Directory.EnumerateDirectories(DebianRoot))
            {
                var binaries = Path.Combine(folder, "bin");
                if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                    && File.Exists(Path.Combine(binaries, "postgres")))
                    yield return (version, binaries);
            }
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // Other systems link the programs into a common folder; the version then stands in pg_config's neighbour only, so the newest is assumed.
            if (File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
                yield return (0, folder);
        }
    }
}
