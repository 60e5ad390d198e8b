using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSystem;
using Npgsql;

namespace FocusSuite.EndToEnd.Tests.Endings;

/// <summary>
/// A system of its own whose catalog has two programs more, of two days each: one task, one minute of focus and one reflection a day. So a
/// program can be lived to its end in a second, and parts can be stopped, frozen and taken away.
/// </summary>
public sealed class ShortPrograms : IAsyncLifetime
{
    public const long Free = 901;
    public const long Pro = 902;
    public const int Days = 2;

    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(4);
    private FocusSystem? _system;

    public FocusSystem System => _system ?? throw new InvalidOperationException("The system is not started.");

    public async ValueTask InitializeAsync()
    {
        using var bound = new CancellationTokenSource(StartBound);
        _system = await FocusSystem.StartAsync(
            new FocusSystemOptions { TimeScale = Suite.TimeScale }, bound.Token);
        foreach (var (program, proOnly) in new[] { (Free, false), (Pro, true) })
        {
            await OfferAsync(program, proOnly);
        }
    }

    public ValueTask DisposeAsync() => _system?.DisposeAsync() ?? ValueTask.CompletedTask;

    public Task<Api> NewUserAsync(bool pro = false) => Suite.NewUserAsync(System, pro);

    /// <summary>Puts a program into the catalog, as an operator would.</summary>
    public async Task OfferAsync(long program, bool proOnly)
    {
        await ExecuteAsync(
            $"INSERT INTO programs (id, key, sort_order, published_version) VALUES ({program}, 'short-{program}', {program}, 1)");
        await ExecuteAsync($"""
            INSERT INTO program_versions (program_id, number, published_at, content)
            SELECT {program}, 1, now(), jsonb_build_object(
                'name', 'Short {program}', 'program_type', 'custom', 'description', 'For tests.', 'duration_days', {Days}, 'objectives', '[]'::jsonb,
                'is_pro_only', {proOnly}, 'icon', 'i', 'color', '#000000', 'cover_image_url', NULL,
                'days', jsonb_agg(jsonb_build_object(
                    'day_number', day, 'title', 'Day ' || day, 'description', 'For tests.', 'focus_duration', 1,
                    'tasks', '["Do it"]'::jsonb, 'tips', '[]'::jsonb, 'reflection_prompts', '[]'::jsonb)))
            FROM generate_series(1, {Days}) AS day
            """);
    }

    /// <summary>
    /// Takes a program out of the catalog with all its versions, as an operator might; services that remember it are told by nobody and
    /// start anew.
    /// </summary>
    public async Task RemoveAsync(long program, CancellationToken ct)
    {
        await ExecuteAsync($"DELETE FROM programs WHERE id = {program}");
        foreach (var service in new[] { PartNames.Enrollment, PartNames.Progress })
        {
            await System.Part(service).KillAsync(ct);
            await System.Part(service).StartAgainAsync(ct);
        }
    }

    /// <summary>All but the last day of the free program, and of the last day all but its task.</summary>
    public static async Task LiveUpToTheLastTaskAsync(Api user, long enrollment)
    {
        await user.LiveDayAsync(enrollment, 1);
        await user.FocusAsync(enrollment, Days, 1);
        (await user.ReflectAsync(enrollment, Days)).Created();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(System.DatabaseOf(PartNames.Catalog));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
