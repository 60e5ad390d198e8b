using System.Text.Json;
using System.Text.RegularExpressions;
using FocusSuite.Deployment.Tests.Support;
using FocusSuite.TestSupport;
using FocusSuite.TestSystem;
using k8s.Models;
using RabbitMQ.Client;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Manifests;

/// <summary>What the trial's own servers are told, and an operator's have to be.</summary>
public sealed class TrialServersTests
{
    private const string Definitions = "definitions.json";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Postgres_OfTheTrial_WritesNoKeyAndNoParameterOfAStatementIntoItsLog()
    {
        var postgres = new PodOf(
            "postgres", (await Rendering.OfAsync(Folders.DevelopmentServers)).One<V1Deployment>("postgres").Spec.Template);

        var settings = postgres.Main.Args.Where(argument => argument != "-c").ToList();
        postgres.Main.Args.Count.ShouldBe(2 * settings.Count);
        settings.ShouldContain("log_error_verbosity=terse");
        settings.ShouldContain("log_parameter_max_length_on_error=0");
        settings.ShouldNotContain(setting => setting.StartsWith("log_statement", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RabbitMq_OfTheTrial_ReadsItsDefinitionsAtTheStart()
    {
        var objects = await Rendering.OfAsync(Folders.DevelopmentServers);
        var rabbit = new PodOf("rabbitmq", objects.One<V1Deployment>("rabbitmq").Spec.Template);
        var files = objects.One<V1ConfigMap>("rabbitmq-focus").Data;

        var settings = rabbit.Main.VolumeMounts.Single(
            mount => mount.MountPath.StartsWith("/etc/rabbitmq/conf.d/", StringComparison.Ordinal));
        var definitions = rabbit.Main.VolumeMounts.Single(
            mount => files[settings.SubPath].Contains($"load_definitions = {mount.MountPath}/{Definitions}\n", StringComparison.Ordinal));
        foreach (var mount in new[] { settings, definitions })
        {
            rabbit.Spec.Volumes.Single(volume => volume.Name == mount.Name).ConfigMap.Name.ShouldBe("rabbitmq-focus");
        }

        // No account is made of variables then.
        files.ShouldContainKey(Definitions);
        (rabbit.Main.Env ?? []).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("progress.session-completed")]
    [InlineData("enrollment.day-evaluated")]
    [InlineData("progress.program-advanced")]
    [InlineData("progress.session-completed_error")]
    public async Task Policy_OfTheTrialAndOfThePage_IsForEveryQueueWhoseEventsMustNotBeDropped(string queue)
    {
        var policy = JsonDocument.Parse(await DefinitionsAsync()).RootElement.GetProperty("policies").EnumerateArray().Single();
        var pattern = policy.GetProperty("pattern").GetString()!;
        Regex.IsMatch(queue, pattern).ShouldBeTrue();

        var limit = policy.GetProperty("definition").GetProperty("delivery-limit").GetInt32();
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs/operations/deploy.md"), TestContext.Current.CancellationToken);
        page.ShouldContain($"set_policy -p focus {policy.GetProperty("name").GetString()} '{pattern}' '{{\"delivery-limit\":{limit}}}'");
    }

    [Fact]
    public async Task Definitions_OfTheTrial_InARealBroker_LetItsAccountInAndLimitItsQueues()
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        var folder = Directory.CreateTempSubdirectory("trial-");
        try
        {
            // The broker's tool runs under its own account.
            File.SetUnixFileMode(
                folder.FullName,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            var file = Path.Combine(folder.FullName, Definitions);
            await File.WriteAllTextAsync(file, await DefinitionsAsync(), bound.Token);
            await using var broker = await TestServer.OwnRabbitMqAsync(bound.Token);
            await broker.ControlAsync(["import_definitions", file], bound.Token);

            var factory = new ConnectionFactory
            {
                HostName = "127.0.0.1",
                Port = new Uri(broker.Address).Port,
                UserName = "focus",
                Password = "trial",
            };
            await using (var connection = await factory.CreateConnectionAsync(bound.Token))
            {
                await using var channel = await connection.CreateChannelAsync(cancellationToken: bound.Token);
                await channel.QueueDeclareAsync(
                    "progress.session-completed", durable: true, exclusive: false, autoDelete: false,
                    new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: bound.Token);
            }

            // Ends badly where the value is another.
            await broker.ControlAsync(
                [
                    "eval",
                    """
                    {ok, Queue} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"/">>, queue, <<"progress.session-completed">>)),
                    100000 = rabbit_policy:get(<<"delivery-limit">>, Queue).
                    """,
                ],
                bound.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> DefinitionsAsync() =>
        (await Rendering.OfAsync(Folders.DevelopmentServers)).One<V1ConfigMap>("rabbitmq-focus").Data[Definitions];
}
