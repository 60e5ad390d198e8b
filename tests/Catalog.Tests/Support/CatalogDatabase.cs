using FocusSuite.Catalog.Domain;
using FocusSuite.Catalog.Persistence;
using FocusSuite.Catalog.Seeding;
using FocusSuite.Messaging.Outbox;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FocusSuite.Catalog.Tests.Support;

/// <summary>A migrated catalog database of its own, without programs.</summary>
public sealed class CatalogDatabase : IAsyncLifetime
{
    private TestDatabase? _database;
    private ServiceProvider? _services;

    public RecordingRelay Relay { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    public TestDatabase Database => _database!;

    internal IReadOnlyList<ProgramContent> Contents { get; set; } = ContentFiles.Read();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("catalog", TestContext.Current.CancellationToken);
        _services = new ServiceCollection()
            .AddSingleton<IOutboxRelay>(Relay)
            .AddSingleton(new PostgresOutboxSource(_database.DataSource))
            .AddDbContext<CatalogContext>(options => options.UseNpgsql(_database.DataSource).UseSnakeCaseNamingConvention())
            .BuildServiceProvider();
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CatalogContext>().Database.MigrateAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _database!.DisposeAsync();
    }

    /// <summary>Seeds as one replica does.</summary>
    public Task SeedAsync() =>
        new ProgramSeeder(_services!.GetRequiredService<IServiceScopeFactory>(), Clock, Contents, NullLogger<ProgramSeeder>.Instance)
            .SeedAsync(TestContext.Current.CancellationToken);

    /// <summary>All rows as text, with PostgreSQL's row versions: equal only when nothing was written in between.</summary>
    public Task<string> SnapshotAsync() => Database.ScalarAsync<string>("""
        SELECT (SELECT string_agg(p.xmin::text || p::text, E'\n' ORDER BY id) FROM programs p)
            || (SELECT string_agg(v.xmin::text || v::text, E'\n' ORDER BY program_id, number) FROM program_versions v)
        """);

    /// <summary>What is offered: number, version and name of each program, in the catalog's order.</summary>
    public Task<string> OfferedAsync() => Database.ScalarAsync<string>("""
        SELECT string_agg(p.id || '.' || p.published_version || '=' || (v.content ->> 'name'), ', ' ORDER BY p.sort_order, p.id)
        FROM programs p JOIN program_versions v ON v.program_id = p.id AND v.number = p.published_version WHERE p.retired_at IS NULL
        """);
}
