using System.Diagnostics;
using System.Globalization;
using FocusSuite.AppHost.Servers;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.AppHost.Suite;

/// <summary>What a part of the suite is asked, and what may be done to it by hand.</summary>
internal static class PartExtensions
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Asks until all is well.</summary>
    public static IResourceBuilder<TResource> WithPollingCheck<TResource>(
        this IResourceBuilder<TResource> resource, string name, Func<CancellationToken, Task<string?>> problem)
        where TResource : IResource
    {
        resource.ApplicationBuilder.Services.AddHealthChecks().Add(new(name, new PollingCheck(problem), null, null));
        return resource.WithHealthCheck(name);
    }

    /// <summary>Asks <c>grpc.health.v1.Health</c>: Aspire's own check asks over HTTP/1.1, which a service does not speak.</summary>
    public static IResourceBuilder<ISuitePart> WithGrpcCheck(this IResourceBuilder<ISuitePart> part, string endpoint)
    {
        var channel = new Lazy<GrpcChannel>(() => GrpcChannel.ForAddress(part.GetEndpoint(endpoint).Url));
        return part.WithPollingCheck(part.Resource.Name + "-health", async cancellationToken =>
        {
            try
            {
                var client = new Health.HealthClient(channel.Value);
                var answer = await client.CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow + AnswerTimeout, cancellationToken: cancellationToken);
                return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving ? null : $"It says {answer.Status}.";
            }
            catch (RpcException error)
            {
                return $"It answers {error.StatusCode}.";
            }
        });
    }

    /// <summary>Asks a page that answers 200 when all is well.</summary>
    public static IResourceBuilder<TResource> WithHttpCheck<TResource>(this IResourceBuilder<TResource> part, string endpoint, string path)
        where TResource : IResourceWithEndpoints
    {
        var client = new HttpClient { Timeout = AnswerTimeout };
        return part.WithPollingCheck(part.Resource.Name + "-health", async cancellationToken =>
        {
            try
            {
                using var answer = await client.GetAsync(part.GetEndpoint(endpoint).Url + path, cancellationToken);
                return answer.IsSuccessStatusCode ? null : $"It answers {(int)answer.StatusCode}.";
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                return "It does not answer.";
            }
        });
    }

    /// <summary>A button that kills the process without mercy, to see what its callers make of it.</summary>
    public static IResourceBuilder<ISuitePart> WithKillCommand(this IResourceBuilder<ISuitePart> part) => part.WithCommand(
        "kill",
        "Kill without mercy",
        context =>
        {
            var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
            if (!notifications.TryGetCurrentState(context.ResourceName, out var current) || ProcessIdOf(current.Snapshot) is not { } id)
            {
                return Task.FromResult(CommandResults.Failure("It does not run."));
            }

            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
            return Task.FromResult(CommandResults.Success());
        },
        new CommandOptions
        {
            Description = "SIGKILL: nothing is drained or said.",
            IconName = "Delete",
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });

    /// <summary>A button that makes the demo users and shows a token of the free one.</summary>
    public static IResourceBuilder<ISuitePart> WithUserCommand(
        this IResourceBuilder<ISuitePart> gateway, Func<IdentityClient> identity) => gateway.WithCommand(
        "demo-user",
        "Add a demo user and show its token",
        async context =>
        {
            using var client = identity();
            await client.PutDemoAccountsAsync(context.CancellationToken);
            var tokens = await client.IssueTokensAsync(DemoAccounts.FreeEmail, context.CancellationToken);
            return CommandResults.Success("Access token of " + DemoAccounts.FreeEmail, new CommandResultData { Value = tokens!.Access });
        },
        new CommandOptions { Description = $"{DemoAccounts.FreeEmail}, password {DemoAccounts.Password}", IconName = "PersonAdd" });

    /// <summary>A button that drops all data: the suite's parts are stopped, the servers emptied, and all is started again.</summary>
    /// <param name="server">The server with the button.</param>
    /// <param name="folder">Where the servers keep their data.</param>
    /// <param name="identity">Speaks to identity.</param>
    public static IResourceBuilder<TResource> WithDropCommand<TResource>(this IResourceBuilder<TResource> server, SuiteFolder folder, Func<IdentityClient> identity)
        where TResource : IResource => server.WithCommand(
        "fresh",
        "Drop all data and start fresh",
        async context =>
        {
            var commands = context.Services.GetRequiredService<ResourceCommandService>();
            var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
            var resources = context.Services.GetRequiredService<DistributedApplicationModel>().Resources;
            var (parts, servers) = (resources.OfType<ISuitePart>().ToList<IResource>(), resources.Where(IsServer).ToList());
            Task EachAsync(IEnumerable<IResource> of, string command) =>
                Task.WhenAll(of.Select(one => commands.ExecuteCommandAsync(one, command, context.CancellationToken)));
            Task HealthyAsync(IEnumerable<IResource> of) =>
                Task.WhenAll(of.Select(one => notifications.WaitForResourceHealthyAsync(one.Name, context.CancellationToken)));

            // Whatever became of the command: nothing is deleted from under a server that still runs.
            await EachAsync(parts.Concat(servers), KnownResourceCommands.StopCommand);
            await Task.WhenAll(parts.Concat(servers).Select(one =>
                notifications.WaitForResourceAsync(one.Name, KnownResourceStates.TerminalStates, context.CancellationToken)));
            folder.DropData(servers.Select(one => one.Name));
            await EachAsync(servers, KnownResourceCommands.StartCommand);
            await HealthyAsync(servers);
            await EachAsync(parts, KnownResourceCommands.StartCommand);
            await HealthyAsync(parts);
            using var client = identity();
            await client.PutDemoAccountsAsync(context.CancellationToken);
            return CommandResults.Success();
        },
        new CommandOptions { Description = "Everybody's accounts, programs and sessions are lost; the demo accounts are made again.", ConfirmationMessage = "Drop all data of the suite?", IconName = "ArrowReset" });

    // Servers of this machine: what a given server or a container holds is not ours to drop.
    private static bool IsServer(IResource resource) => resource is LocalPostgresResource or LocalRabbitMqResource or MongoDbResource;

    /// <summary>The id of the process behind a resource; null while none runs.</summary>
    public static int? ProcessIdOf(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } value
            && int.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var id) ? id : null;
}
