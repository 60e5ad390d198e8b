using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.TestSystem;
using Npgsql;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>The databases of some services misbehave, as a superuser's statements make them.</summary>
/// <param name="name">What goes wrong.</param>
/// <param name="strike">The statement that makes it so in one database; {0} is its name and its role's.</param>
/// <param name="lift">The statement that takes it back.</param>
/// <param name="inside">Whether the statements run in the database itself, and not beside it.</param>
public sealed class SqlFault(string name, string strike, string lift, bool inside = false) : IDependencyFault
{
    private static readonly string[] Services = [PartNames.Enrollment, PartNames.Sessions, PartNames.Progress];

    public string Name => name;

    /// <summary>No connection beyond those that are open; and these end.</summary>
    public static SqlFault PoolExhausted { get; } = new(
        "PostgreSQL: no connections left",
        "ALTER ROLE {0} CONNECTION LIMIT 0; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{0}'",
        "ALTER ROLE {0} CONNECTION LIMIT -1");

    /// <summary>As after a failover that left the clients at a standby.</summary>
    public static SqlFault ReadOnly { get; } = new(
        "PostgreSQL: read-only",
        "ALTER DATABASE {0} SET default_transaction_read_only = on; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename "
        + "= '{0}'",
        "ALTER DATABASE {0} RESET default_transaction_read_only; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = "
        + "'{0}'");

    /// <summary>Every connection is ended once.</summary>
    public static SqlFault Terminated { get; } = new(
        "PostgreSQL: connections ended by an administrator",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{0}'",
        "SELECT 1");

    /// <summary>Every save of an event fails as if it had lost against another transaction.</summary>
    public static SqlFault SerializationFailure { get; } = Raising("PostgreSQL: serialization failures", "40001");

    /// <summary>Every save of an event fails as if it were the victim of a deadlock.</summary>
    public static SqlFault Deadlock { get; } = Raising("PostgreSQL: deadlocks", "40P01");

    /// <summary>Every save of an event fails as on a disk without room.</summary>
    public static SqlFault DiskFull { get; } = Raising("PostgreSQL: disk full", "53100");

    public Task StrikeAsync(Lab lab, CancellationToken ct) => EachAsync(lab, strike, ct);

    public Task LiftAsync(Lab lab, CancellationToken ct) => EachAsync(lab, lift, ct);

    private static SqlFault Raising(string name, string state) => new(
        name,
        $"""
        CREATE OR REPLACE FUNCTION lab_fault() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN RAISE EXCEPTION 'the laboratory' USING ERRCODE = '{state}'; END $body$;
        CREATE OR REPLACE TRIGGER lab_fault BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION lab_fault()
        """,
        "DROP TRIGGER IF EXISTS lab_fault ON outbox",
        inside: true);

    private async Task EachAsync(Lab lab, string sql, CancellationToken ct)
    {
        foreach (var service in Services)
        {
            var own = new NpgsqlConnectionStringBuilder(lab.System.DatabaseOf(service));
            var admin = new NpgsqlConnectionStringBuilder(lab.System.PostgresConnectionString) { Pooling = false };
            if (inside)
            {
                admin.Database = own.Database;
            }

            await using var connection = new NpgsqlConnection(admin.ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand(sql.Replace("{0}", own.Username, StringComparison.Ordinal), connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
