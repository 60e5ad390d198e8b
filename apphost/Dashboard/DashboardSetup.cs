using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Dashboard;

/// <summary>Gets and starts the dashboard where that is possible: a tool for watching must never keep the system from running.</summary>
internal sealed class DashboardSetup(DashboardTool tool, TextWriter output)
{
    /// <summary>Installs it where it is missing.</summary>
    /// <returns>Where it will listen; null when it cannot be had, which has been said then.</returns>
    public async Task<DashboardPlan?> PlanAsync(Secrets secrets, Func<string, int> takePort, CancellationToken ct)
    {
        try
        {
            if (tool.Find() is null)
                await output.WriteLineAsync($"Installing the Aspire dashboard {DashboardTool.Version} (once).").ConfigureAwait(false);
            return DashboardPlan.Of(tool, await tool.InstallAsync(ct).ConfigureAwait(false), secrets, takePort);
        }
        catch (Exception problem) when (problem is SetupException or IOException or UnauthorizedAccessException)
        {
            await SayAsync(problem).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Starts it.</summary>
    /// <returns>It; null when there is none.</returns>
    public async Task<RunningDashboard?> StartAsync(FocusSystem system, SystemPlan plan, CancellationToken ct)
    {
        if (plan.Dashboard is null)
            return null;
        try
        {
            return await RunningDashboard.StartAsync(system, plan.Dashboard, plan.Paths, ct).ConfigureAwait(false);
        }
        catch (PartFailedException problem)
        {
            await SayAsync(problem).ConfigureAwait(false);
            return null;
        }
    }

    private Task SayAsync(Exception problem) => output.WriteLineAsync($"No dashboard: {problem.Message}");
}
