using System.Globalization;
using System.Text.RegularExpressions;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using Npgsql;

namespace FocusSuite.EndToEnd.Tests.Erasure;

/// <summary>
/// A system whose users have numbers that nothing else looks like, which can be searched through and through, and whose parts may be
/// stopped and killed: for the erasures, and for other tests that hurt it.
/// </summary>
[CollectionDefinition(nameof(ErasingSystem))]
public sealed class ErasingSystem : IAsyncLifetime, ICollectionFixture<ErasingSystem>
{
    private const long FirstUser = 918_273_645_000;
    private const long FirstEnrollment = 736_451_829_000;
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);
    private static readonly string[] Services =
    [
        PartNames.Identity,
        PartNames.Catalog,
        PartNames.Enrollment,
        PartNames.Sessions,
        PartNames.Progress,
        PartNames.Insights,
    ];

    private FocusSystem? _system;

    public FocusSystem System => _system ?? throw new InvalidOperationException("The system is not started.");

    public async ValueTask InitializeAsync()
    {
        using var bound = new CancellationTokenSource(StartBound);
        var settings = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [PartNames.Identity] = new Dictionary<string, string>
            {
                ["Identity__PasswordIterations"] = "1000",
                ["Identity__Erasure__Settling"] = "00:00:01",
                ["Identity__Erasure__RetryAfter"] = "00:00:00.500",
            },
        };
        _system = await FocusSystem.StartAsync(
            new FocusSystemOptions { Environment = settings, MongoDb = Suite.MongoDbOfErasure }, bound.Token);
        await NumberFromAsync(PartNames.Identity, "account_ids", FirstUser, bound.Token);
        await NumberFromAsync(PartNames.Enrollment, "enrollment_ids", FirstEnrollment, bound.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
        {
            await _system.DisposeAsync();
        }
    }

    public Task<Receipt> ReceiptAsync(string id, string status, TimeSpan bound) => Eventually.Async(
        async () => new Receipt(
            (await new Api(System.CreateClient(null)).SendAsync(HttpMethod.Get, $"/api/v1/account/erasures/{id}")).Ok()),
        receipt => receipt.Status == status,
        bound);

    /// <summary>The broker's queues.</summary>
    internal DeadLetterBox Letters => new(System.RabbitMqUri);

    /// <summary>Every place (a table's row, a message, a line of a log) in which one of the words stands.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> words)
    {
        var found = new List<string>();
        foreach (var service in Services)
        {
            await using var database = NpgsqlDataSource.Create(System.DatabaseOf(service));
            foreach (var table in await ReadAsync(database, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"))
            {
                found.AddRange(
                    (await ReadAsync(database, $"SELECT row::text FROM {table} AS row")).Where(row => Contains(row, words))
                        .Select(row => $"{service}.{table}: {row}"));
            }
        }

        if (Suite.MongoDbOfErasure is { } mongo)
        {
            found.AddRange((await new MongoDocuments(mongo).ReadAsync()).Where(document => Contains(document, words)));
        }

        found.AddRange((await Letters.ReadAsync()).Where(letter => Contains(letter, words)));
        foreach (var part in Services.Append(PartNames.Gateway).Append(PartNames.Postgres).Append(PartNames.RabbitMq))
        {
            var log = System.Part(part).LogFile;
            var lines = File.Exists(log) ? await File.ReadAllLinesAsync(log) : [];
            found.AddRange(lines.Where(line => Contains(line, words)).Select(line => $"log of {part}: {line}"));
        }

        return found;
    }

    private async Task NumberFromAsync(string service, string sequence, long first, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(System.DatabaseOf(service));
        await using var command = database.CreateCommand($"SELECT setval('{sequence}', {first})");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Bytes are shown in hexadecimal by the database: words within them are looked for in that form, too.
    private static bool Contains(string text, IReadOnlyList<string> words) => words.Any(word =>
        text.Contains(word, StringComparison.OrdinalIgnoreCase)
        || text.Contains(Convert.ToHexStringLower(global::System.Text.Encoding.UTF8.GetBytes(word)), StringComparison.OrdinalIgnoreCase)
        || text.Contains(Regex.Unescape(word), StringComparison.OrdinalIgnoreCase));

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource database, string sql)
    {
        var rows = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}

/// <summary>A receipt as a client sees it.</summary>
public sealed class Receipt(Reply reply)
{
    public string Id => reply.Word("erasure_id");

    public string Status => reply.Word("status");

    public string? CompletedAt => (string?)reply.Json!["completed_at"];

    /// <summary>What was removed: "sessions.focus_sessions" and how many.</summary>
    public IReadOnlyDictionary<string, long> Removed => reply["removed"].AsArray().ToDictionary(
        one => string.Create(CultureInfo.InvariantCulture, $"{(string)one!["store"]!}.{(string)one["kind"]!}"),
        one => (long)one!["count"]!);

    public override string ToString() => reply.Text;
}
