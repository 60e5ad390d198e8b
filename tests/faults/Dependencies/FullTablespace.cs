using System.Diagnostics;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.TestSystem;
using Npgsql;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>
/// A really full disk: the sessions live in a tablespace on a small tmpfs, of which a file takes all the room that is left. Takes root, as
/// mounting does.
/// </summary>
public sealed class FullTablespace : IDependencyFault
{
    private const string Size = "24m";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"focus-tmpfs-{Environment.ProcessId}");

    public string Name => "PostgreSQL: tmpfs full";

    public static bool IsPossible => Environment.IsPrivilegedProcess;

    public async Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", _folder);
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        await RunAsync("chown", "-R", "postgres", _folder);
        await ExecuteAsync(lab, $"CREATE TABLESPACE lab_small LOCATION '{data}'", ct);
        await ExecuteAsync(lab, "ALTER TABLE outbox SET TABLESPACE lab_small; ALTER TABLE sessions SET TABLESPACE lab_small", ct);

        // Pages that have room would take rows for a while: without them the next row needs a new page.
        await ExecuteAsync(
            lab,
            "INSERT INTO outbox SELECT gen_random_uuid(), 'Filler', repeat('x', 900), NULL, now(), now() + interval '1 hour' FROM "
            + "generate_series(1, 40)",
            ct);
        await RunAsync("sh", "-c", $"cat /dev/zero > '{_folder}/ballast' 2>/dev/null || true");
    }

    public async Task LiftAsync(Lab lab, CancellationToken ct)
    {
        File.Delete(Path.Combine(_folder, "ballast"));
        await ExecuteAsync(
            lab,
            "DELETE FROM outbox WHERE type = 'Filler'; ALTER TABLE outbox SET TABLESPACE pg_default; ALTER TABLE sessions SET TABLESPACE "
            + "pg_default",
            ct);
        await ExecuteAsync(lab, "CHECKPOINT", ct);
        await ExecuteAsync(lab, "DROP TABLESPACE lab_small", ct);

        // Processes of the server keep files open that are no more; the folder goes now, and the memory with the last of them.
        await RunAsync("umount", "--lazy", _folder);
        Directory.Delete(_folder);
    }

    private static async Task ExecuteAsync(Lab lab, string sql, CancellationToken ct)
    {
        var database = new NpgsqlConnectionStringBuilder(lab.System.DatabaseOf(PartNames.Sessions)).Database;
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(
                lab.System.PostgresConnectionString)
            { Database = database, Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new IOException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
