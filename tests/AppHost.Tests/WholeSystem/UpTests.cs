using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FocusSuite.AppHost.Servers;
using FocusSuite.AppHost.Suite;
using FocusSuite.AppHost.Tests.Support;
using FocusSuite.TestSupport;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.WholeSystem;

/// <summary>The AppHost as ./focus up starts it.</summary>
public sealed partial class UpTests : IDisposable
{
    private const string Ready = "./focus down stops everything";
    private static readonly TimeSpan IdeBound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WebBound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _root = new();
    private readonly FocusCommand _focus;

    public UpTests() => _focus = new FocusCommand(_root.Path);

    private string RunFile => Path.Combine(_root.Path, ".focus", "run.json");

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Up_UsedKilledAndStartedAgain_KeepsDataAndLeavesNothing()
    {
        DateTimeOffset reached;
        using (var up = _focus.Start("up", "--port", "0", "--no-dashboard", "--time-scale", "60"))
        {
            await up.SeesAsync(Ready);
            up.Output.ShouldContain("PostgreSQL: this machine's");
            up.Output.ShouldContain("demo@focus.local");

            var again = await _focus.RunAsync("up", "--port", "0", "--no-dashboard");
            again.ExitCode.ShouldBe(1);
            again.Output.ShouldContain("already runs from here");

            (await _focus.RunAsync("user", "add", "somebody@focus.local", "--password", "long-enough-1", "--pro"))
                .Output.ShouldContain("made: user");
            (await _focus.RunAsync("user", "add", "somebody@focus.local", "--password", "short")).Output.ShouldContain("password:");
            await ShouldListProgramsAsync("somebody@focus.local");

            // The whole program dies without a word.
            reached = Clock.At(DateTimeOffset.UtcNow);
            Signal(up.Id, "KILL");
        }

        await ShouldBeGoneAsync();
        File.Exists(Path.Combine(_root.Path, ".focus", "postgres", "data", "postmaster.pid"))
            .ShouldBeFalse("PostgreSQL shuts down in order");
        (await _focus.RunAsync("token", "somebody@focus.local")).Output.ShouldContain("No system is ready here");

        using var second = _focus.Start("up", "--port", "0", "--no-dashboard", "--time-scale", "60");
        await second.SeesAsync(Ready);
        await ShouldListProgramsAsync("somebody@focus.local");
        Clock.At(DateTimeOffset.UtcNow).ShouldBeGreaterThan(reached);
        Signal(second.Id, "TERM");
        (await second.EndAsync()).ExitCode.ShouldBe(0);

        await ShouldBeGoneAsync();
        File.Exists(RunFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Up_AServiceDoesNotStart_SaysWhyAndStopsEverything()
    {
        _focus.Environment["Focus__Auth__Audience"] = " ";
        var up = await _focus.RunAsync("up", "--port", "0", "--no-dashboard");

        up.ExitCode.ShouldBe(1, up.Output);
        up.Output.ShouldContain("ended with exit code");
        up.Output.ShouldContain("Focus:Auth:Audience is empty");
        await ShouldBeGoneAsync();
    }

    [Fact]
    public async Task Up_StoppedWhileItStarts_LeavesNothing()
    {
        using var up = _focus.Start("up", "--port", "0", "--no-dashboard");
        await up.SeesAsync("RabbitMQ: this machine's");
        Signal(up.Id, "INT");

        await up.EndAsync();
        await ShouldBeGoneAsync();
    }

    [Fact]
    public async Task Up_StartedByAnIde_LeavesThePartsToIt()
    {
        using var bound = new CancellationTokenSource(IdeBound);
        await using var ide = await StandInIde.StartAsync(bound.Token);
        foreach (var (key, value) in ide.Environment)
        {
            _focus.Environment[key] = value;
        }

        using var up = _focus.Start("up", "--port", "0", "--no-dashboard");
        var asked = new Dictionary<string, JsonObject>();
        while (asked.Count < 7)
        {
            var session = await ide.AskedAsync(bound.Token);
            asked[Path.GetFileName((string)session["launch_configurations"]![0]!["project_path"]!)] = session;
        }

        asked.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(
                new[] { "Catalog", "Enrollment", "Gateway", "Identity", "Insights", "Progress", "Sessions" }.Select(
                    part => $"FocusSuite.{part}.csproj"));
        var names = asked["FocusSuite.Sessions.csproj"]["env"]!.AsArray().Select(variable => (string)variable!["name"]!).ToList();
        names.ShouldContain("ConnectionStrings__Postgres");
        names.ShouldContain("Kestrel__Endpoints__Grpc__Url");
        Signal(up.Id, "TERM");
        (await up.EndAsync()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Up_WithWebDev_RunsTheClientFromItsSourcesBeforeTheGatewayAndEndsIt()
    {
        Assert.SkipUnless(Programs.Find("npm") is not null, "There is no npm on the PATH (Debian: apt-get install npm).");
        Directory.Exists(Repository.PathOf("web/node_modules")).ShouldBeTrue("Run ./focus test, or npm ci in web/.");
        using var bound = new CancellationTokenSource(WebBound);
        using var up = _focus.Start("up", "--port", "0", "--no-dashboard", "--web-dev");
        await up.SeesAsync(Ready);

        up.Output.ShouldMatch(@"open http://localhost:\d+/ and sign in as demo@focus\.local, password \S+\s");
        var address = new Uri(WrittenAddress().Match(up.Output).Groups[1].Value);
        using var client = new HttpClient();
        (await client.GetStringAsync(address, bound.Token)).ShouldContain("<html", Case.Insensitive);
        using var refused = await client.GetAsync(new Uri(address, "/api/v1/focus/programs/"), bound.Token);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "the gateway answers through the client's server");
        Signal(up.Id, "TERM");
        (await up.EndAsync()).ExitCode.ShouldBe(0);

        await ShouldBeGoneAsync();
    }

    [Fact]
    public async Task Up_WithWebDevWithoutNpm_SaysWhatToInstall()
    {
        _focus.Environment["PATH"] = _root.Path;
        var up = await _focus.RunAsync("up", "--port", "0", "--no-dashboard", "--web-dev");

        up.ExitCode.ShouldBe(1, up.Output);
        up.Output.ShouldContain("--web-dev needs npm");
    }

    [Fact]
    public async Task Up_ReplicasOfWhatIsNoService_NamesTheServices()
    {
        var answer = await _focus.RunAsync("up", "--port", "0", "--replicas", "session=2");

        answer.ExitCode.ShouldBe(1);
        answer.Output.ShouldContain("session, which is no service");
        answer.Output.ShouldContain("sessions");
    }

    [Fact]
    public async Task Up_PortInUse_SaysWhichOptionHelps()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var up = await _focus.RunAsync("up", "--port", taken);

        up.ExitCode.ShouldBe(1, up.Output);
        up.Output.ShouldContain($"Port {taken} is in use");
        up.Output.ShouldContain("--port N");
    }

    [GeneratedRegex(@"as you write it (http://localhost:\d+/app/)")]
    private static partial Regex WrittenAddress();

    private SuiteClock Clock => SuiteClock.Load(Path.Combine(_root.Path, ".focus", "clock.json")).ShouldNotBeNull();

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Nothing of the system is left running; the orchestrator sees to that, also after the AppHost's own death.</summary>
    private async Task ShouldBeGoneAsync()
    {
        var watch = Stopwatch.StartNew();
        while (Processes.That(_root.Path) is { Count: > 0 } left)
        {
            watch.Elapsed.ShouldBeLessThan(GoneWithin, string.Join('\n', left));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private async Task ShouldListProgramsAsync(string email)
    {
        var gateway = (string)JsonNode.Parse(await File.ReadAllTextAsync(RunFile, TestContext.Current.CancellationToken))!["gatewayUrl"]!;
        var token = await _focus.RunAsync("token", email);
        token.ExitCode.ShouldBe(0, token.Output);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Output.Trim());

        // The first calls compile half of every service; on a busy machine that can outlast the gateway's patience.
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            using var answer = await client.GetAsync($"{gateway}/api/v1/focus/programs/", bound.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(100, bound.Token);
        }
    }
}
