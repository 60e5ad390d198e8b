using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using FocusSuite.AppHost.Waiting;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.WholeSystem;

public sealed class UpTests : IAsyncLifetime
{
    private readonly TemporaryFolder _root = new();
    private readonly FocusCommand _focus;
    private readonly string[] _ports;

    public UpTests()
    {
        _focus = new FocusCommand(_root.Path);
        _ports = ["--port", Port(), "--grpc-port", Port(), "--no-dashboard"];
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _focus.RunAsync("down");
        _root.Dispose();
    }

    [Fact]
    public async Task Up_DetachedUsedKilledAndStartedAgain_KeepsDataAndLeavesNothing()
    {
        var up = await _focus.RunAsync(["up", "--detach", "--time-scale", "60", .. _ports]);
        up.Output.ShouldContain($"http://127.0.0.1:{_ports[1]}/api/v1/focus/");
        up.Output.ShouldContain("demo@focus.local");
        up.ExitCode.ShouldBe(0, up.Output);

        var again = await _focus.RunAsync(["up", .. _ports]);
        again.ExitCode.ShouldBe(1);
        again.Output.ShouldContain($"already runs from here (process {State.Process.Id}) at http://127.0.0.1:{_ports[1]}");

        var status = await _focus.RunAsync("status");
        status.ExitCode.ShouldBe(0, status.Output);
        status.Output.ShouldContain("60 times the usual speed");
        (await _focus.RunAsync("user", "add", "somebody@focus.local", "--password", "long-enough-1", "--pro")).Output.ShouldContain("made: user");
        (await _focus.RunAsync("user", "add", "somebody@focus.local", "--password", "short")).Output.ShouldContain("password:");
        await ShouldListProgramsAsync("somebody@focus.local");
        (await _focus.RunAsync("logs", "identity", "-n", "5")).Output.ShouldNotBeEmpty();

        // The whole program dies without a word; what it started lives on until somebody cleans up.
        var reached = Clock.At(DateTimeOffset.UtcNow);
        Posix.Signal(State.Process.Id, Posix.SigKill);
        (await _focus.RunAsync("status")).ExitCode.ShouldBe(3);
        Processes.That(_root.Path).ShouldNotBeEmpty();

        using (var second = _focus.Start(["up", .. _ports]))
        {
            await second.SeesAsync("Ctrl-C stops everything");
            await ShouldListProgramsAsync("somebody@focus.local");
            Clock.At(DateTimeOffset.UtcNow).ShouldBeGreaterThan(reached);
            Posix.Signal(second.Id, Posix.SigTerm);
            var ended = await second.EndAsync();
            ended.Output.ShouldContain("Ended what an earlier run left");
            ended.ExitCode.ShouldBe(0, ended.Output);
        }

        Processes.That(_root.Path).ShouldBeEmpty();
        File.Exists(Path.Combine(_root.Path, ".focus", "run.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task Up_AServiceDoesNotStart_SaysWhyAndStopsEverything()
    {
        _focus.Environment["Focus__Auth__Audience"] = " ";
        var up = await _focus.RunAsync(["up", .. _ports]);

        up.ExitCode.ShouldBe(1, up.Output);
        up.Output.Contains("ended with exit code", StringComparison.Ordinal).ShouldBeTrue(up.Output);
        up.Output.ShouldContain("Focus:Auth:Audience is empty");
        Processes.That(_root.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Up_APartEndsLater_SaysSoAndStopsEverything()
    {
        using var up = _focus.Start(["up", .. _ports]);
        await up.SeesAsync("Ctrl-C stops everything");
        var catalog = State.Parts.First(part => part.Name == "catalog").ProcessId!.Value;
        Posix.Signal(catalog, Posix.SigKill);

        var ended = await up.EndAsync();
        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldContain("catalog ended with exit code 137");
        Processes.That(_root.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Up_StoppedWhileItStarts_LeavesNothing()
    {
        using var up = _focus.Start(["up", .. _ports]);
        await up.SeesAsync("rabbitmq: a private broker");
        Posix.Signal(up.Id, Posix.SigTerm);

        (await up.EndAsync()).ExitCode.ShouldBe(130);
        Processes.That(_root.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Up_PortInUse_SaysWhichOptionHelps()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var up = await _focus.RunAsync("up", "--port", taken, "--grpc-port", _ports[3]);

        up.ExitCode.ShouldBe(1, up.Output);
        up.Output.ShouldContain($"Port {taken} is in use");
        up.Output.ShouldContain("./focus up --port N");
    }

    private RunState State => RunState.Load(Path.Combine(_root.Path, ".focus", "run.json")).ShouldNotBeNull();

    private ClockSetting Clock => ClockSetting.Load(Path.Combine(_root.Path, ".focus", "clock.json")).ShouldNotBeNull();

    private static string Port() => FreePorts.Take().ToString(CultureInfo.InvariantCulture);

    private async Task ShouldListProgramsAsync(string email)
    {
        var token = await _focus.RunAsync("token", email);
        token.ExitCode.ShouldBe(0, token.Output);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Output.Trim());
        var programs = new Uri($"http://127.0.0.1:{_ports[1]}/api/v1/focus/programs/");

        // The first calls compile half of every service; on a busy machine that can outlast the gateway's patience.
        async Task<bool> AnswersAsync(CancellationToken ct)
        {
            using var answer = await client.GetAsync(programs, ct);
            return answer.StatusCode == HttpStatusCode.OK;
        }

        (await Poll.UntilAsync(AnswersAsync, TimeSpan.FromMinutes(2), CancellationToken.None)).ShouldBeTrue();
    }
}
