using System.Globalization;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Postgres;
using FocusSuite.AppHost.RabbitMq;

namespace FocusSuite.AppHost.Testing;

/// <summary>Runs the lint of the protos and every test project, one after the other, on servers of its own.</summary>
internal sealed class TestRun(FocusFolder folder, BuildOutput build, TextWriter output)
{
    public async Task<TestCounts> RunAsync(string? project, string? filter, CancellationToken ct)
    {
        var projects = TestProject.FindAll(folder.Root, build).Where(candidate => project is null || IsMeant(candidate, project)).ToArray();
        if (projects.Length == 0)
            throw new Running.SetupException($"No test project is called '{project}'. See the folders below tests/.");

        var run = await TestRunFolder.MakeAsync(folder, ct).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            var everything = project is null && filter is null;
            var counts = everything ? await new ProtoLint(folder.Root, folder.In("tools/buf"), output).RunAsync(run.Protos, ct).ConfigureAwait(false) : TestCounts.None;
            var (postgres, rabbitMq) = await StartServersAsync(run, ct).ConfigureAwait(false);
            await using (postgres.ConfigureAwait(false))
            await using (rabbitMq.ConfigureAwait(false))
            {
                var environment = new Dictionary<string, string>
                {
                    [SharedServers.PostgresVariable] = postgres.ConnectionString,
                    [SharedServers.RabbitMqVariable] = rabbitMq.Uri,
                    ["TMPDIR"] = run.Temporary,
                };
                foreach (var candidate in projects)
                    counts += await RunAsync(candidate, filter, run, environment, ct).ConfigureAwait(false);
            }

            return counts;
        }
    }

    private static bool IsMeant(TestProject project, string name) =>
        project.Name.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static async Task<(LocalPostgres Postgres, LocalRabbitMq RabbitMq)> StartServersAsync(TestRunFolder run, CancellationToken ct)
    {
        var postgres = LocalPostgres.StartAsync(new LocalPostgresOptions { Folder = Path.Combine(run.Path, "postgres"), Durable = false }, ct);
        var rabbitMq = LocalRabbitMq.StartAsync(Path.Combine(run.Path, "rabbitmq"), ct);
        try
        {
            await Task.WhenAll(postgres, rabbitMq).ConfigureAwait(false);
            return (await postgres.ConfigureAwait(false), await rabbitMq.ConfigureAwait(false));
        }
        catch
        {
            if (postgres.IsCompletedSuccessfully)
                await postgres.Result.DisposeAsync().ConfigureAwait(false);
            if (rabbitMq.IsCompletedSuccessfully)
                await rabbitMq.Result.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<TestCounts> RunAsync(TestProject project, string? filter, TestRunFolder run, Dictionary<string, string> environment, CancellationToken ct)
    {
        await output.WriteLineAsync($"== {project.Name}").ConfigureAwait(false);
        await output.FlushAsync(ct).ConfigureAwait(false);
        var started = TimeProvider.System.GetTimestamp();
        var counts = await project.RunAsync(filter, folder.In("results"), environment, ct).ConfigureAwait(false);
        var left = await run.EndLeftoversAsync(ct).ConfigureAwait(false);
        if (left.Count > 0)
            await output.WriteLineAsync($"{project.Name} left running and was cleaned up after: {string.Join(", ", left)}").ConfigureAwait(false);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{project.Name}: {counts} in {seconds:0} s")).ConfigureAwait(false);
        return counts;
    }
}
