using System.Diagnostics;
using FocusSuite.Hosting.Migrating;
using FocusSuite.Relational;
using FocusSuite.TestSupport.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Schema;

/// <summary>Two migrations at once, and the version before at work all the while.</summary>
public sealed class SideBySideTests
{
    private const string NotesSql = "SELECT count(*) FROM information_schema.columns WHERE table_name = 'things' AND column_name = 'note'";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    // Far less than a migration waits in all (30 tries), and more than one try of 2 s on a crowded machine.
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Migrations_TwoAtOnceWhileTheVersionBeforeRunsAndHoldsTheTable_WaitForItAndNeverStopIt()
    {
        using var bound = new CancellationTokenSource(Bound);
        await using var database = await TestDatabase.CreateAsync("things", bound.Token);
        await using var first = Service(database);
        await using var second = Service(database);
        await MigrateToFirstVersionAsync(first, bound.Token);

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(bound.Token);
        var before = VersionBeforeAsync(database, enough.Token);

        // A long transaction of the version before, as a report or a stuck client makes one: the column has to wait for it.
        await using var holder = await database.DataSource.OpenConnectionAsync(bound.Token);
        var transaction = await holder.BeginTransactionAsync(bound.Token);
        await using (var read = new NpgsqlCommand("SELECT count(*) FROM things", holder, transaction))
        {
            await read.ExecuteScalarAsync(bound.Token);
        }

        var migrations = Task.WhenAll(SchemaOf(first).MigrateAsync(bound.Token), SchemaOf(second).MigrateAsync(bound.Token));
        await HasWaitedAsync(migrations, first, second, bound.Token);
        await transaction.DisposeAsync();
        await migrations.WaitAsync(bound.Token);

        (await database.ScalarAsync<long>(NotesSql, bound.Token)).ShouldBe(1);
        await enough.CancelAsync();
        var (rows, longest) = await before;
        rows.ShouldBeGreaterThan(0);
        longest.ShouldBeLessThan(MaxPause);
        (await database.ScalarAsync<long>("SELECT count(*) FROM things", bound.Token)).ShouldBe(rows);
    }

    private static WebApplication Service(TestDatabase database)
    {
        var builder = WebApplication.CreateBuilder([$"--ConnectionStrings:Postgres={database.ConnectionString}"]);
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.AddRelational<ThingsContext>();
        builder.Services.ConfigureDbContext<ThingsContext>(options =>
            options.ConfigureWarnings(
                warnings => warnings.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning)));
        return builder.Build();
    }

    private static ISchema SchemaOf(WebApplication service) => service.Services.GetRequiredService<ISchema>();

    private static async Task MigrateToFirstVersionAsync(WebApplication service, CancellationToken cancellationToken)
    {
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ThingsContext>().GetService<IMigrator>()
            .MigrateAsync(FirstVersion.Id, cancellationToken);
    }

    /// <summary>Ends when one of the two has given up once and lets others pass.</summary>
    private static async Task HasWaitedAsync(
        Task migrations, WebApplication first, WebApplication second, CancellationToken cancellationToken)
    {
        var logs = new[] { first, second }.Select(service => service.Services.GetFakeLogCollector()).ToArray();
        while (!logs.Any(log => log.GetSnapshot().Any(record => record.Message.Contains("in use", StringComparison.Ordinal))))
        {
            if (migrations.IsCompleted)
            {
                await migrations;
                Assert.Fail("The migrations are done, although the table was held.");
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Writes and reads as the version before does, which knows of no note, until it has been enough.</summary>
    private static async Task<(long Rows, TimeSpan Longest)> VersionBeforeAsync(TestDatabase database, CancellationToken enough)
    {
        var (rows, longest) = (0L, TimeSpan.Zero);
        while (!enough.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            rows += await database.ExecuteAsync("INSERT INTO things (name) VALUES ('one')", CancellationToken.None);
            (await database.ScalarAsync<long>("SELECT count(*) FROM things", CancellationToken.None)).ShouldBe(rows);
            var took = Stopwatch.GetElapsedTime(started);
            longest = took > longest ? took : longest;
        }

        return (rows, longest);
    }
}
