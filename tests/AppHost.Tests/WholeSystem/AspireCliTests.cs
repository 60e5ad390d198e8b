using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FocusSuite.AppHost.Tests.Support;
using FocusSuite.TestSupport;
using FocusSuite.TestSupport.Waiting;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.WholeSystem;

/// <summary>Aspire's own command line, a .NET tool of the repository, with this AppHost.</summary>
public sealed class AspireCliTests : IAsyncLifetime
{
    private const string All = "catalog enrollment gateway identity insights postgres progress rabbitmq rabbitmq-epmd sessions time-scale";

    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _root = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // Also what a failed run left.
        await AspireAsync("stop", "--apphost", AppHost);
        _root.Dispose();
    }

    [Fact]
    public async Task Cli_StartsTheSystem_AndDescribesRestartsKillsEmptiesAndStopsIt()
    {
        (await RunAsync("tool", "restore")).ExitCode.ShouldBe(0);

        // This program's own build has built it.
        (await AspireAsync("start", "--no-build", "--apphost", AppHost)).ExitCode.ShouldBe(0);

        (await AspireAsync("ps")).Output.ShouldContain("FocusSuite.AppHost.csproj");

        // The gateway waits for no service, and each takes its own time.
        (await AspireAsync("wait", "gateway", "--apphost", AppHost)).ExitCode.ShouldBe(0);
        await Eventually.Async(HealthyAsync, healthy => healthy == All, CommandTimeout);
        (await AspireAsync("logs", "sessions", "--apphost", AppHost)).Output.ShouldContain("Now listening on");

        (await ResourceAsync("sessions", "restart")).ExitCode.ShouldBe(0);
        (await AspireAsync("wait", "sessions", "--apphost", AppHost)).ExitCode.ShouldBe(0);
        (await ResourceAsync("sessions", "kill")).ExitCode.ShouldBe(0);
        (await AspireAsync("wait", "sessions", "--status", "down", "--apphost", AppHost)).ExitCode.ShouldBe(0);
        (await HealthyAsync()).ShouldNotContain("sessions");

        // All data go, and everything comes back, with the demo accounts.
        (await ResourceAsync("postgres", "fresh")).ExitCode.ShouldBe(0);
        (await AspireAsync("wait", "sessions", "--apphost", AppHost)).ExitCode.ShouldBe(0);
        (await ResourceAsync("gateway", "demo-user")).Output.ShouldMatch(@"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+");

        (await AspireAsync("stop", "--apphost", AppHost)).ExitCode.ShouldBe(0);
        (await AspireAsync("ps")).Output.ShouldNotContain("FocusSuite.AppHost.csproj");
    }

    private static string AppHost => Path.Combine(Repository.Root, "apphost", "FocusSuite.AppHost.csproj");

    private async Task<(int ExitCode, string Output)> AspireAsync(params string[] arguments)
    {
        var answer = await RunAsync(["aspire", .. arguments, "--non-interactive", "--nologo"]);
        return (answer.ExitCode, Regex.Replace(answer.Output, @"\u001b\[[0-9;]*m|\u001b\]8;[^\u001b]*\u001b\\", ""));
    }

    private Task<(int ExitCode, string Output)> ResourceAsync(string part, string command) =>
        AspireAsync("resource", part, command, "--apphost", AppHost);

    /// <summary>The resources that run and are healthy.</summary>
    private async Task<string> HealthyAsync()
    {
        var text = (await AspireAsync("describe", "--apphost", AppHost, "--format", "json")).Output;
        var resources = JsonNode.Parse(
            text[text.IndexOf('{', StringComparison.Ordinal)..(text.LastIndexOf('}') + 1)])!["resources"]!.AsArray();
        return string.Join(
            ' ',
            resources.Where(one => (string?)one!["state"] == "Running" && (string?)one["healthStatus"] == "Healthy")
                .Select(one => (string)one!["displayName"]!).Order(StringComparer.Ordinal));
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        // The command line finds what runs by a folder of the user's home: with one of its own it does not see, and stop, another system.
        start.Environment["HOME"] = _root.Path;
        start.Environment["DOTNET_CLI_HOME"] = home;
        start.Environment["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(home, ".nuget", "packages");
        start.Environment["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["Suite__Folder"] = Path.Combine(_root.Path, ".focus");
        start.Environment["Suite__Port"] = "0";

        // The programs that are built already, and not those of another configuration.
        start.Environment["Configuration"] = "Release";
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(CommandTimeout);
        var texts = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
        await process.WaitForExitAsync(bound.Token);
        return (process.ExitCode, string.Concat(texts));
    }
}
