using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace FocusSuite.AppHost.Suite;

/// <summary>Says what somebody needs to know once everything runs; ends a system one of whose parts did not start, and says why.</summary>
internal sealed class Welcome(
    SuiteOptions options, ServiceBuilder identity, DistributedApplicationModel model, ResourceNotificationService notifications,
    ResourceLoggerService logs, SuiteFolder folder, IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly string[] Ended = [KnownResourceStates.Exited, KnownResourceStates.FailedToStart, KnownResourceStates.Finished];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var began = Process.GetCurrentProcess().StartTime;
        try
        {
            var parts = model.Resources.Where(resource => resource is ExecutableResource or ContainerResource or ProjectPart && resource.Name != "aspire-dashboard").ToList();
            using var decided = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var failed = WhenOneEndsAsync(parts, decided.Token);
            var accounts = PutDemoAccountsAsync(decided.Token);
            var ready = Task.WhenAll(parts.Select(async part =>
            {
                await notifications.WaitForResourceHealthyAsync(part.Name, WaitBehavior.WaitOnResourceUnavailable, decided.Token);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part.Name} is ready ({(DateTime.Now - began).TotalSeconds:0.0} s)"));
            }));
            if (await Task.WhenAny(failed, ready) == failed)
            {
                await GiveUpAsync(await failed);
                return;
            }

            await ready;
            await accounts;
            await decided.CancelAsync();
            await GreetAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was ready.
        }
    }

    private async Task<ResourceEvent> WhenOneEndsAsync(IReadOnlyList<IResource> parts, CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (parts.Contains(change.Resource) && Ended.Contains(change.Snapshot.State?.Text))
            {
                return change;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    private async Task GiveUpAsync(ResourceEvent failure)
    {
        var text = new StringBuilder($"{failure.Resource.Name} ended with exit code {failure.Snapshot.ExitCode} before the system was ready. Its last lines:\n");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var lines = new List<string>();
        try
        {
            await foreach (var batch in logs.WatchAsync(failure.Resource).WithCancellation(timeout.Token))
            {
                lines.AddRange(batch.Select(line => line.Content));
                timeout.CancelAfter(TimeSpan.FromSeconds(3));
            }
        }
        catch (OperationCanceledException)
        {
            // These are all of them: on a busy machine they come some seconds after the end.
        }

        Console.Error.WriteLine(text.AppendJoin('\n', lines.TakeLast(60).Select(line => "  " + line)));
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    // Their passwords cost a second of a start, so they are made while the others are still on their way.
    private async Task PutDemoAccountsAsync(CancellationToken cancellationToken)
    {
        await notifications.WaitForResourceHealthyAsync(identity.Name, WaitBehavior.WaitOnResourceUnavailable, cancellationToken);
        using var client = new IdentityClient(new Uri(identity.Replicas[0].GetEndpoint("grpc").Url), folder.ServiceKey);
        await client.PutDemoAccountsAsync(cancellationToken);
    }

    private async Task GreetAsync(CancellationToken stoppingToken)
    {
        var gateway = (IResourceWithEndpoints)model.Resources.Single(resource => resource.Name == "gateway");
        var url = AddressOf(gateway, "http");
        var parts = model.Resources.Where(resource => resource is ExecutableResource or ProjectPart).Cast<IResourceWithEndpoints>().ToList();
        if (options.Metrics)
        {
            await File.WriteAllTextAsync(folder.In("prometheus.yml"), PrometheusFile.Text(MetricsOf(parts), SuiteFolder.RootOf(configuration["AppHost:Directory"]!)), stoppingToken);
        }

        // Who reads the welcome finds the system.
        folder.Tell(new
        {
            Environment.ProcessId,
            GatewayUrl = url,
            IdentityUrl = AddressOf(identity.Replicas[0].Resource, "grpc"),
            InsightsUrl = AddressOf(parts.Find(part => part.Name == "insights")!, "grpc"),
            options.TimeScale,
            Parts = parts.Select(part => (part.Name, Id: ProcessIdOf(part))).Where(part => part.Id is not null).ToDictionary(part => part.Name, part => part.Id),
        });
        var dev = parts.Find(part => part.Name == "web") is { } web ? $", as you write it {web.GetEndpoint("http").Url}/app/" : "";
        Console.WriteLine($"""

            FocusSuite is ready: open {gateway.GetEndpoint("http").Url}/ and sign in as {DemoAccounts.FreeEmail}, password {DemoAccounts.Password}
              web client         {gateway.GetEndpoint("http").Url}/app/{dev}
              JSON and gRPC-Web  {url}/api/v1/focus/
              gRPC               {AddressOf(gateway, "grpc")}
              API document       {url}/docs
              dashboard          {(options.NoDashboard ? "none" : $"{configuration["ASPNETCORE_URLS"]}/login?t={configuration["AppHost:BrowserToken"]}")}
              accounts           {DemoAccounts.FreeEmail} (free), {DemoAccounts.ProEmail} (Pro, the same password)
            """);
        if (options.Metrics)
        {
            Console.WriteLine($"  metrics            prometheus --config.file={folder.In("prometheus.yml")}");
        }

        Console.WriteLine($"""

            A first call:
              curl -s -H "Authorization: Bearer $(./focus token {DemoAccounts.FreeEmail})" {url}/api/v1/focus/programs/

            Ctrl-C or ./focus down stops everything.
            """);
    }

    private static string AddressOf(IResourceWithEndpoints part, string endpoint) =>
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{part.GetEndpoint(endpoint).Port}");

    private static IEnumerable<(string Service, string Part, string Authority)> MetricsOf(IEnumerable<IResourceWithEndpoints> parts) =>
        from part in parts
        where part.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.Name == "metrics")
        select (part.Name.Split('-')[0], part.Name, new Uri(AddressOf(part, "metrics")).Authority);

    private int? ProcessIdOf(IResource part) =>
        notifications.TryGetCurrentState(part.Name, out var current) ? PartExtensions.ProcessIdOf(current.Snapshot) : null;
}
