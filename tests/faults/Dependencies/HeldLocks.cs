using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.TestSystem;
using Npgsql;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>Somebody holds locks on the outboxes and does not let go, as a careless migration does.</summary>
public sealed class HeldLocks : IDependencyFault
{
    private static readonly string[] Services = [PartNames.Enrollment, PartNames.Sessions, PartNames.Progress];

    private readonly List<NpgsqlConnection> _holders = [];

    public string Name => "PostgreSQL: tables locked";

    public async Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        foreach (var service in Services)
        {
            var connection = new NpgsqlConnection(lab.System.DatabaseOf(service) + ";Pooling=false");
            _holders.Add(connection);
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public async Task LiftAsync(Lab lab, CancellationToken ct)
    {
        foreach (var connection in _holders)
        {
            await connection.DisposeAsync();
        }

        _holders.Clear();
    }
}
