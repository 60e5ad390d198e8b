using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FocusSuite.Documents.Tests.Servers;

/// <summary>The PostgreSQL server of FOCUS_TEST_POSTGRES, or a private one that lives as long as the tests run.</summary>
public sealed class PostgresServer : IDocumentServer, IAsyncLifetime
{
    private const string Variable = "FOCUS_TEST_POSTGRES";
    private PostgresCluster? _cluster;
    private readonly string _database = $"documents_{Guid.NewGuid():N}";
    private NpgsqlConnectionStringBuilder _admin = [];

    public EndPoint EndPoint => _admin.Host!.StartsWith('/')
        ? new UnixDomainSocketEndPoint($"{_admin.Host}/.s.PGSQL.{_admin.Port}")
        : new DnsEndPoint(_admin.Host, _admin.Port);

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            _admin = new(given);
        }
        else
        {
            _cluster = await PostgresCluster.StartAsync();
            _admin = new() { Host = _cluster.Folder, Port = PostgresCluster.Port, Username = "postgres" };
        }

        await ExecuteAsync($"CREATE DATABASE {_database}", _admin.Database ?? "postgres");
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"DROP DATABASE {_database} WITH (FORCE)", _admin.Database ?? "postgres");
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        // A schema is as good as a database for the stores, and made in a hundredth of the time.
        var name = $"documents_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE SCHEMA {name}");
        return new("ConnectionStrings:Postgres", Through, () => ExecuteAsync($"DROP SCHEMA {name} CASCADE"));

        string Through(IPEndPoint? proxy)
        {
            var settings = new NpgsqlConnectionStringBuilder(_admin.ConnectionString)
            {
                Database = _database,
                SearchPath = name,
                MaxPoolSize = 20,
                SslMode = SslMode.Disable,
            };
            if (proxy is not null)
            {
                (settings.Host, settings.Port) = (proxy.Address.ToString(), proxy.Port);
            }

            return settings.ConnectionString;
        }
    }

    private async Task ExecuteAsync(string sql, string? database = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(_admin.ConnectionString) { Database = database ?? _database };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
