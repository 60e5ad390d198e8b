using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.AppHost.Suite;

/// <summary>What a part of the suite is asked, and what may be done to it by hand.</summary>
internal static class PartExtensions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Asks until all is well.</summary>
    public static IResourceBuilder<TResource> WithPatientCheck<TResource>(
        this IResourceBuilder<TResource> resource, string name, Func<CancellationToken, Task<string?>> problem)
        where TResource : IResource
    {
        resource.ApplicationBuilder.Services.AddHealthChecks().Add(new(name, new PatientCheck(problem), null, null));
        return resource.WithHealthCheck(name);
    }

    /// <summary>Asks <c>grpc.health.v1.Health</c>: Aspire's own check asks over HTTP/1.1, which a service does not speak.</summary>
    public static IResourceBuilder<ExecutableResource> WithGrpcCheck(this IResourceBuilder<ExecutableResource> part, string endpoint)
    {
        var channel = new Lazy<GrpcChannel>(() => GrpcChannel.ForAddress(part.GetEndpoint(endpoint).Url));
        return part.WithPatientCheck(part.Resource.Name + "-health", async cancellationToken =>
        {
            try
            {
                var client = new Health.HealthClient(channel.Value);
                var answer = await client.CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow + Patience, cancellationToken: cancellationToken);
                return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving ? null : $"It says {answer.Status}.";
            }
            catch (RpcException error)
            {
                return $"It answers {error.StatusCode}.";
            }
        });
    }

    /// <summary>Asks a page that answers 200 when all is well.</summary>
    public static IResourceBuilder<ExecutableResource> WithHttpCheck(this IResourceBuilder<ExecutableResource> part, string endpoint, string path)
    {
        var client = new HttpClient { Timeout = Patience };
        return part.WithPatientCheck(part.Resource.Name + "-health", async cancellationToken =>
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
    public static IResourceBuilder<ExecutableResource> WithKillCommand(this IResourceBuilder<ExecutableResource> part) => part.WithCommand(
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
    public static IResourceBuilder<ExecutableResource> WithUserCommand(
        this IResourceBuilder<ExecutableResource> gateway, Func<IResourceBuilder<ExecutableResource>> identity, SuiteFolder folder) => gateway.WithCommand(
        "demo-user",
        "Add a demo user and show its token",
        async context =>
        {
            using var client = new IdentityClient(new Uri(identity().GetEndpoint("grpc").Url), folder.ServiceKey);
            await client.PutUserAsync(DemoAccounts.All[0], context.CancellationToken);
            var tokens = await client.IssueTokensAsync(DemoAccounts.FreeEmail, context.CancellationToken);
            return CommandResults.Success("Access token of " + DemoAccounts.FreeEmail, new CommandResultData { Value = tokens!.Access });
        },
        new CommandOptions { Description = $"{DemoAccounts.FreeEmail}, password {DemoAccounts.Password}", IconName = "PersonAdd" });

    /// <summary>A button that stops a server, drops its data and starts it again.</summary>
    public static IResourceBuilder<TResource> WithDropCommand<TResource>(this IResourceBuilder<TResource> server, SuiteFolder folder, string name)
        where TResource : IResource => server.WithCommand(
        "fresh",
        "Drop the data and start fresh",
        async context =>
        {
            var commands = context.Services.GetRequiredService<ResourceCommandService>();
            await commands.ExecuteCommandAsync(server.Resource, KnownResourceCommands.StopCommand, context.CancellationToken);
            Directory.Delete(folder.DataOf(name), recursive: true);
            return await commands.ExecuteCommandAsync(server.Resource, KnownResourceCommands.StartCommand, context.CancellationToken);
        },
        new CommandOptions { Description = "All that it holds is lost.", ConfirmationMessage = $"Drop all data of {name}?", IconName = "ArrowReset" });

    /// <summary>The id of the process behind a resource; null while none runs.</summary>
    public static int? ProcessIdOf(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } value
            && int.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var id) ? id : null;
}
