using FocusSuite.AppHost.Dashboard.Resources;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Dashboard;

/// <summary>The dashboard of a running system, with the server that it asks about the system's parts.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    private readonly ResourceServer _server;
    private readonly DashboardPart _part;

    private RunningDashboard(ResourceServer server, DashboardPart part, Uri login) => (_server, _part, Login) = (server, part, login);

    /// <summary>The page that signs a browser in.</summary>
    public Uri Login { get; }

    /// <summary>Starts both; returns when the dashboard's page answers.</summary>
    /// <exception cref="PartFailedException">It did not start.</exception>
    public static async Task<RunningDashboard> StartAsync(FocusSystem system, DashboardPlan plan, RunPaths paths, CancellationToken ct)
    {
        var server = await ResourceServer.StartAsync(system, plan.ResourceKey, ct).ConfigureAwait(false);
        var dashboard = new RunningDashboard(server, new DashboardPart(plan, server.Address, paths), plan.Login);
        try
        {
            await dashboard._part.StartAgainAsync(ct).ConfigureAwait(false);
            return dashboard;
        }
        catch
        {
            await dashboard.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _part.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }
}
