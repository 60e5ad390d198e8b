using System.Reflection;
using FocusSuite.Hosting.Migrating;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Tokens;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;

namespace FocusSuite.Deployment.Tests.RollingOut;

/// <summary>
/// A roll-out whose new replicas have a wrong account for their database: none of them may take the place of one that works.
/// </summary>
public sealed class ReadinessTests
{
    // The real bound of the first round is 15 s, and the machine may be crowded.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("Catalog", "database")]
    [InlineData("Sessions", "documents")]
    public async Task Replica_ItsAccountIsUnknownToTheDatabase_IsLiveAndNotReadyBeforeItIsKnown(string service, string step)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        await using var authority = await TestAuthority.StartAsync();
        await using var database = await TestDatabase.CreateAsync("rollout", bound.Token);
        var account = $"stranger_{Guid.NewGuid():N}";
        var password = new NpgsqlConnectionStringBuilder(database.ConnectionString).Password;
        await using (var replica = await ServiceHost.StartAsync(
            Assembly.Load("FocusSuite." + service),
            Settings(authority, database, account),
            services => services.ReplaceMessaging(),
            bound.Token))
        {
            var health = new Health.HealthClient(replica.Channel);

            // It says what is missing when the time is over after which a replica without its keys would be ready.
            await UntilAsync(
                () => Task.FromResult(
                    replica.Logs.GetSnapshot().Any(record => record.Message.StartsWith($"The {step} is away;", StringComparison.Ordinal))),
                bound.Token);
            (await StatusAsync(health, "")).ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
            (await StatusAsync(health, FocusService.Live)).ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);

            await database.ExecuteAsync($"CREATE ROLE {account} LOGIN SUPERUSER PASSWORD '{password}'", bound.Token);
            foreach (var schema in replica.Services.GetServices<ISchema>())
            {
                await schema.MigrateAsync(bound.Token);
            }

            await UntilAsync(async () => await StatusAsync(health, "") == HealthCheckResponse.Types.ServingStatus.Serving, bound.Token);
        }

        await database.ExecuteAsync($"REASSIGN OWNED BY {account} TO CURRENT_USER; DROP ROLE {account}", bound.Token);
    }

    private static Dictionary<string, string?> Settings(TestAuthority authority, TestDatabase database, string account)
    {
        var settings = authority.Settings().ToDictionary(setting => setting.Key, setting => setting.Value);
        settings["ConnectionStrings:Postgres"] = new NpgsqlConnectionStringBuilder(
            database.ConnectionString)
        { Username = account }.ConnectionString;
        settings["ConnectionStrings:RabbitMq"] = "amqp://none:none@127.0.0.1:1/none";
        settings["Focus:Migrate"] = "false";
        foreach (var peer in new[] { "Identity", "Catalog", "Enrollment", "Sessions", "Progress", "Insights" })
        {
            settings[$"Focus:Peers:{peer}"] = "http://127.0.0.1:1";
        }

        return settings;
    }

    private static async Task<HealthCheckResponse.Types.ServingStatus> StatusAsync(Health.HealthClient health, string service) =>
        (await health.CheckAsync(new HealthCheckRequest { Service = service })).Status;

    private static async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken bound)
    {
        while (!await isSo())
        {
            await Task.Delay(50, bound);
        }
    }
}
