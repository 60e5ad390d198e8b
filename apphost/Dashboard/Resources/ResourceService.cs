using FocusSuite.AppHost.Dashboard.Protos;
using FocusSuite.AppHost.Running;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace FocusSuite.AppHost.Dashboard.Resources;

/// <summary>Tells the dashboard which parts there are, how they are and what they write, and does with them what it is asked to.</summary>
internal sealed class ResourceService(
    ResourceSnapshots snapshots, ResourceCommands commands, IHostApplicationLifetime lifetime, TimeProvider time) : DashboardService.DashboardServiceBase
{
    private const int LinesAtOnce = 500;
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LogInterval = TimeSpan.FromMilliseconds(300);

    public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = "FocusSuite" });

    public override Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context) =>
        UntilEndAsync(context, async ct =>
        {
            var known = new Dictionary<string, Resource>();
            var all = await snapshots.TakeAsync(ct).ConfigureAwait(false);
            await responseStream.WriteAsync(new WatchResourcesUpdate { InitialData = new InitialResourceData { Resources = { all } } }, ct).ConfigureAwait(false);
            while (true)
            {
                foreach (var resource in all)
                    known[resource.Name] = resource;
                await Task.Delay(WatchInterval, time, ct).ConfigureAwait(false);
                all = await snapshots.TakeAsync(ct).ConfigureAwait(false);
                var changes = all.Where(resource => !resource.Equals(known.GetValueOrDefault(resource.Name))).Select(r => new WatchResourcesChange { Upsert = r }).ToList();
                if (changes.Count > 0)
                    await responseStream.WriteAsync(new WatchResourcesUpdate { Changes = new WatchResourcesChanges { Value = { changes } } }, ct).ConfigureAwait(false);
            }
        });

    public override Task WatchResourceConsoleLogs(
        WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream, ServerCallContext context)
    {
        var part = snapshots.Find(request.ResourceName)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"There is no part '{request.ResourceName}'."));
        return UntilEndAsync(context, async ct =>
        {
            using var tail = new LogTail(part.LogFile);
            var number = 0;
            while (true)
            {
                foreach (var lines in tail.NewLines().Chunk(LinesAtOnce))
                {
                    var update = new WatchResourceConsoleLogsUpdate();
                    update.LogLines.AddRange(lines.Select(line => new ConsoleLogLine { Text = line, LineNumber = ++number }));
                    await responseStream.WriteAsync(update, ct).ConfigureAwait(false);
                }

                if (request.SuppressFollow)
                    return;
                await Task.Delay(LogInterval, time, ct).ConfigureAwait(false);
            }
        });
    }

    public override Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context) =>
        // Somebody who closes the page has still pressed the button.
        commands.ExecuteAsync(request.ResourceName, request.CommandName, lifetime.ApplicationStopping);

    /// <summary>Nothing is ever asked, but the dashboard wants to wait for it.</summary>
    public override Task WatchInteractions(
        IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream, IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream, ServerCallContext context) =>
        UntilEndAsync(context, ct => Task.Delay(Timeout.InfiniteTimeSpan, time, ct));

    private async Task UntilEndAsync(ServerCallContext context, Func<CancellationToken, Task> work)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await work(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page was closed, or the system stops.
        }
    }
}
