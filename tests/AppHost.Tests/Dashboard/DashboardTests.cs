using System.Text.Json.Nodes;
using FocusSuite.AppHost.Tests.Support;
using FocusSuite.TestSupport.Browsers;
using FocusSuite.TestSystem;
using Xunit;

namespace FocusSuite.AppHost.Tests.Dashboard;

/// <summary>Aspire's dashboard of ./focus up, in a browser.</summary>
public sealed class DashboardTests : IDisposable
{
    // The day's 25 minutes take 12.5 s.
    private const string TimeScale = "120";

    private static readonly string[] Parts = [PartNames.Postgres, PartNames.RabbitMq, .. PartNames.Services, PartNames.Gateway];

    private readonly TemporaryFolder _root = new();
    private readonly FocusCommand _focus;

    public DashboardTests() => _focus = new FocusCommand(_root.Path);

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Dashboard_ASessionWasCompleted_ShowsHealthyPartsAndOneTraceAndStopsAndStartsAService()
    {
        var chromium = HeadlessBrowser.Require();
        using var up = _focus.Start("up", "--time-scale", TimeScale, "--port", "0");
        await up.SeesAsync("./focus down stops everything");
        var run = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(_root.Path, ".focus", "run.json"), TestContext.Current.CancellationToken))!;
        using var gateway = new HttpClient { BaseAddress = new Uri((string)run["gatewayUrl"]!) };
        var trace = await new FirstDay(gateway).LiveAsync();

        await using var browser = await HeadlessBrowser.StartAsync(chromium);
        var page = await browser.NewPageAsync(width: 1500, height: 1760);
        var dashboard = new DashboardPages(page, PrintedAddress(up.Output));
        await dashboard.SignInAsync();

        var resources = new Screenshot(page, "resources.png");
        try
        {
            foreach (var part in Parts)
            {
                await dashboard.SeesPartAsync(part, "Running");
            }
        }
        finally
        {
            await resources.KeepAsync();
        }

        var screenshot = new Screenshot(page, "trace.png");
        try
        {
            var shown = await dashboard.OpenTraceAsync(trace);
            await shown.SeesAsync(PartNames.Gateway, "POST /api/v1/focus/sessions/complete");
            await shown.SeesAsync(PartNames.Sessions, "/focus.sessions.v1.SessionsService/CompleteSession");
            await shown.SeesAsync(PartNames.Sessions, "rabbitmq send");
            await shown.SeesAsync(PartNames.Progress, "progress.session-completed receive");
            await shown.SeesAsync(PartNames.Identity, "/focus.identity.v1.AccountInternalService/GetCalendar");
            await shown.SeesAsync(PartNames.Progress, "rabbitmq send");
            await shown.SeesAsync(PartNames.Enrollment, "enrollment.day-evaluated receive");
        }
        finally
        {
            await screenshot.KeepAsync();
        }

        await dashboard.OpenResourcesAsync();
        await dashboard.PressAsync(PartNames.Catalog);
        await dashboard.SeesPartAsync(PartNames.Catalog, "Finished|Exited");
        await dashboard.PressAsync(PartNames.Catalog);
        await dashboard.SeesPartAsync(PartNames.Catalog, "Running");

        resources.Publish();
        screenshot.Publish();
    }

    private static Uri PrintedAddress(string output) => new(output.Split('\n', StringSplitOptions.TrimEntries)
        .Single(line => line.StartsWith("dashboard ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]);
}
