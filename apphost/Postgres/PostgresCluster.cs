using System.Globalization;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Postgres;

/// <summary>The data of a private server on disk, and the superuser's password beside it.</summary>
internal sealed record PostgresCluster(PostgresBinaries Binaries, string DataFolder, string Password, ServiceUser? User)
{
    public const string Superuser = "postgres";

    private const string Account = "postgres";

    private static readonly TimeSpan InitTimeout = TimeSpan.FromMinutes(2);

    public static async Task<PostgresCluster> OpenAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var data = Path.Combine(folder, "data");
        var version = ReadVersion(data);
        var binaries = PostgresBinaries.Find(version);
        var cluster = new PostgresCluster(binaries, data, SecretFile.GetOrMake(Path.Combine(folder, "password")), ServiceUser.ForRoot(Account));
        if (version is null)
            await cluster.InitializeAsync(folder, ct).ConfigureAwait(false);
        return cluster;
    }

    /// <summary>
    /// A killed server leaves its pid file. The server itself refuses to start when another process has that id by now, so the file goes
    /// unless the process is a server on this very data.
    /// </summary>
    public void RemoveStalePidFile()
    {
        var file = Path.Combine(DataFolder, "postmaster.pid");
        if (File.Exists(file) && !IsServerOnThisData(file))
            File.Delete(file);
    }

    private static int? ReadVersion(string data)
    {
        var file = Path.Combine(data, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }

    private bool IsServerOnThisData(string pidFile)
    {
        if (!int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cmdline")).Contains(DataFolder, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task InitializeAsync(string folder, CancellationToken ct)
    {
        // What a run that was killed in the middle of this left is not a cluster yet: PG_VERSION would be missing or, worse, there alone.
        var unfinished = DataFolder + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        OwnedFolder.Create(unfinished, User);
        var passwordFile = Path.Combine(folder, "initdb-password");
        OwnedFolder.WriteSecret(passwordFile, Password, User);
        try
        {
            await OneShot.RunAsync(
                new ProcessSpec
                {
                    Name = "initdb",
                    FileName = Binaries.InitDb,
                    Arguments =
                    [
                        "-D", unfinished, "-U", Superuser, "-A", "scram-sha-256", "--pwfile", passwordFile, "--encoding=UTF8", "--locale=C.UTF-8",
                        "--no-instructions", "--no-sync",
                    ],
                    WorkingDirectory = unfinished,
                    User = User,
                },
                folder,
                InitTimeout,
                ct).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(unfinished, DataFolder);
    }
}
