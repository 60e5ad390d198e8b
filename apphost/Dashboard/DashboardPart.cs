using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Dashboard;

/// <summary>The dashboard's process.</summary>
internal sealed class DashboardPart(DashboardPlan plan, Uri resources, RunPaths paths)
    : SystemPart(PartName, paths.LogOf(PartName), paths.Pids, StartTimeout)
{
    public const string PartName = "dashboard";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private protected override ProcessSpec Describe() => new()
    {
        Name = Name,
        FileName = plan.Program,
        Arguments = ["dashboard"],
        WorkingDirectory = Path.GetDirectoryName(plan.Program),
        Environment = new Dictionary<string, string?>(plan.Tool.Environment())
        {
            ["ASPNETCORE_ENVIRONMENT"] = null,
            ["DOTNET_ENVIRONMENT"] = null,
            ["ASPNETCORE_URLS"] = plan.Frontend.OriginalString,
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = plan.Otlp.OriginalString,
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = resources.OriginalString,
            ["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken",
            ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = plan.BrowserToken,
            ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = plan.OtlpKey,
            ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = plan.ResourceKey,
            ["DASHBOARD__APPLICATIONNAME"] = "FocusSuite",
        },
        StopTimeout = TimeSpan.FromSeconds(5),
    };

    private protected override async Task<string?> ProblemAsync(CancellationToken ct) =>
        await HttpAnswers.AtAsync(plan.Frontend, ct).ConfigureAwait(false) ? null : $"{plan.Frontend.OriginalString} does not answer";
}
