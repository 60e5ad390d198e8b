using System.Globalization;
using FocusSuite.AppHost.Dashboard;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using FocusSuite.AppHost.Topology;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Dashboard;

/// <summary>The Aspire dashboard of ./focus up, in a browser.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    // The day's 25 minutes take 12.5 s.
    private const string TimeScale = "120";

    private readonly TemporaryFolder _root = new();
    private readonly FocusCommand _focus;
    private readonly string _port = Port();

    public DashboardTests() => _focus = new FocusCommand(_root.Path);

    public ValueTask InitializeAsync()
    {
        // The dashboard is installed once, not for every run of the tests.
        var tools = Directory.CreateDirectory(Path.Combine(Repository.Root, ".focus", "tools"));
        var own = Path.Combine(_root.Path, ".focus");
        Directory.CreateDirectory(own, (UnixFileMode)0b111_001_001);
        Directory.CreateSymbolicLink(Path.Combine(own, "tools"), tools.FullName);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _focus.RunAsync("down");
        _root.Dispose();
    }

    [Fact]
    public async Task Dashboard_ASessionWasCompleted_ShowsOneTraceThroughFiveProcessesAndTheBroker()
    {
        var chromium = HeadlessBrowser.Require();
        using var up = _focus.Start("up", "--time-scale", TimeScale, "--port", _port, "--grpc-port", Port());
        await up.SeesAsync("Ctrl-C stops everything");
        var address = PrintedAddress(up.Output);
        using var gateway = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
        var trace = await new FirstDay(gateway).LiveAsync();

        await using var browser = await HeadlessBrowser.StartAsync(chromium);
        var page = await browser.NewPageAsync(width: 1500, height: 1760);
        var screenshot = new Screenshot(page, "trace.png");
        try
        {
            var dashboard = new DashboardPages(page, address);
            await dashboard.SignInAsync();
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

        screenshot.Publish();

        Posix.Signal(up.Id, Posix.SigTerm);
        var ended = await up.EndAsync();
        ended.ExitCode.ShouldBe(0, ended.Output);
    }

    /// <summary>
    /// What ./focus up says of the dashboard. Where it could not be installed, which it says, too, the test is skipped; that it does not start is a failure.
    /// </summary>
    private static Uri PrintedAddress(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries);
        if (new DashboardTool(Path.Combine(Repository.Root, ".focus", "tools")).Find() is null)
        {
            Assert.Skip(lines.First(line => line.StartsWith("No dashboard: ", StringComparison.Ordinal)));
        }

        var words = lines.Single(line => line.StartsWith("dashboard ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Uri(words[^1]);
    }

    private static string Port() => FreePorts.Take().ToString(CultureInfo.InvariantCulture);
}
