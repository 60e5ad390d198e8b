using FocusSuite.Documents.Tests.Compliance;
using FocusSuite.Documents.Tests.Servers;
using Npgsql;
using Shouldly;

namespace FocusSuite.Documents.Tests.Upgrades;

/// <summary>
/// A database of the version that kept documents by their ids alone: its documents are found, and its replicas go on beside those of
/// this version.
/// </summary>
public sealed class PostgresUserKeyTests(PostgresServer server) : IAsyncLifetime
{
    /// <summary>The table as that version made it.</summary>
    private const string OldTable = """
        CREATE TABLE outbox (id uuid PRIMARY KEY, type text NOT NULL, body text NOT NULL, trace_parent text, occurred_at timestamptz NOT NULL,
            leased_until timestamptz NOT NULL);
        CREATE TABLE sessions (id text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, writes uuid[] NOT NULL, data jsonb NOT NULL)
            WITH (fillfactor = 80);
        ALTER TABLE sessions ADD COLUMN uk_live text COLLATE "C";
        CREATE UNIQUE INDEX sessions_uk_live ON sessions (uk_live) WHERE uk_live IS NOT NULL;
        ALTER TABLE sessions ADD COLUMN "in.userId" bigint GENERATED ALWAYS AS ((data #>> '{userId}')::bigint) STORED;
        CREATE INDEX sessions_ix_by_user_5ca1ab1e ON sessions ("in.userId", id);
        """;

    private static readonly DocumentMap<Session> Map = DocumentMap.For<Session>(
        "sessions", session => session.UserId, session => session.Id)
        .Index("by_user", index => index.Equal(session => session.UserId).Sort(session => session.StartedAt))
        .Unique("live", session => session.State == SessionState.Active ? $"user-{session.UserId}" : null);

    private readonly CancellationTokenSource _bound = new(TimeSpan.FromSeconds(60));
    private TestDatabase? _database;
    private NpgsqlDataSource? _old;
    private Replica? _replica;

    private CancellationToken Bound => _bound.Token;

    private IDocumentStore<Session> Store => _replica!.Store<Session>();

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _old = NpgsqlDataSource.Create(_database.ConnectionString(null));
        await ExecuteAsync(OldTable);
        await InsertAsOldVersionAsync(Session.Live("old", userId: 7));
        await InsertAsOldVersionAsync(Session.Done("other", userId: 8));

        var settings = new Dictionary<string, string?> { [_database.Key] = _database.ConnectionString(null) };
        _replica = Replica.Start(settings, new RecordingRelay(), services => services.AddDocument(Map));
        await _replica.Database.EnsureCreatedAsync(Bound);
    }

    public async ValueTask DisposeAsync()
    {
        await _replica!.DisposeAsync();
        await _old!.DisposeAsync();
        await _database!.DropAsync();
        _bound.Dispose();
    }

    [Fact]
    public async Task EnsureCreated_TableWithoutUsers_GivesEachDocumentItsUser()
    {
        (await Store.GetAsync(7, "old", Bound)).ShouldBe(new(Session.Live("old", userId: 7), 1));
        (await Store.GetAsync(8, "old", Bound)).ShouldBeNull();
        (await Store.FindAsync(new("by_user") { Equal = [8] }, Bound)).Items.ShouldHaveSingleItem().Document.Id.ShouldBe("other");

        // Once more, as each replica does at its start.
        await _replica!.Database.EnsureCreatedAsync(Bound);
        await Store.SaveAsync(Session.Done("old", userId: 7), 1, [], Bound);
        (await Store.GetAsync(7, "old", Bound))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Save_DocumentsOfBothVersions_ConflictAsOfOne()
    {
        await InsertAsOldVersionAsync(Session.Done("beside", userId: 9));

        (await Store.GetAsync(9, "beside", Bound)).ShouldNotBeNull();
        await Should.ThrowAsync<DocumentConflictException>(() => Store.SaveAsync(Session.Done("beside", userId: 9), 0, [], Bound));
        (await Should.ThrowAsync<UniqueKeyConflictException>(() => Store.SaveAsync(Session.Live("second", userId: 7), 0, [], Bound)))
            .Key.ShouldBe("live");

        await Store.SaveAsync(Session.Done("new", userId: 9), 0, [], Bound);
        (await InsertAsOldVersionAsync(Session.Done("new", userId: 9))).ShouldBe(0);
        (await ExecuteAsync("UPDATE sessions SET version = version + 1 WHERE id = 'new' AND version = 1")).ShouldBe(1);
        (await Store.GetAsync(9, "new", Bound))!.Version.ShouldBe(2);
    }

    private Task<int> InsertAsOldVersionAsync(Session session)
    {
        var key = session.State == SessionState.Active ? $"'user-{session.UserId}'" : "NULL";
        return ExecuteAsync($$"""
            INSERT INTO sessions (id, version, writes, data, uk_live) VALUES ('{{session.Id}}', 1, ARRAY[gen_random_uuid()],
                '{"id": "{{session.Id}}", "userId": {{session.UserId}}, "state": "{{session.State}}", "startedAt": "2026-03-01T08:00:00.000Z", "minutes": 25}',
                {{key}})
            ON CONFLICT (id) DO NOTHING
            """);
    }

    private async Task<int> ExecuteAsync(string sql)
    {
        await using var command = _old!.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(Bound);
    }
}
