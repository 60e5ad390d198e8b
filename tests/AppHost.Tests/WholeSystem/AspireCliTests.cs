using System.Diagnostics;
using System.Text.RegularExpressions;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.WholeSystem;

/// <summary>Aspire's own command line, a .NET tool of the repository, with this AppHost.</summary>
public sealed class AspireCliTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _root = new();
    private readonly FocusCommand _focus;

    // The command line finds what runs by a folder of the user's home: with one of its own it does not see, and stop, another system.
    public AspireCliTests() => _focus = new FocusCommand(_root.Path) { Environment = { ["HOME"] = _root.Path } };

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Cli_OfARunningSystem_DescribesItRestartsAServiceAndStopsIt()
    {
        (await RunAsync("tool", "restore")).ExitCode.ShouldBe(0);
        using var up = _focus.Start("up", "--port", "0");
        await up.SeesAsync("./focus down stops everything");

        (await AspireAsync("ps")).Output.ShouldContain("FocusSuite.AppHost.csproj");
        var described = (await AspireAsync("describe", "--apphost", AppHost)).Output;
        foreach (var part in new[] { "postgres", "rabbitmq", "identity", "catalog", "enrollment", "sessions", "progress", "gateway" })
        {
            described.ShouldMatch($"{part} .*Running.*Healthy");
        }

        (await AspireAsync("logs", "sessions", "--apphost", AppHost)).Output.ShouldContain("Now listening on");
        (await AspireAsync("resource", "sessions", "restart", "--apphost", AppHost)).ExitCode.ShouldBe(0);
        (await AspireAsync("wait", "sessions", "--apphost", AppHost)).ExitCode.ShouldBe(0);
        (await AspireAsync("stop", "--apphost", AppHost)).ExitCode.ShouldBe(0);

        (await up.EndAsync()).ExitCode.ShouldBe(0);
    }

    private static string AppHost => Path.Combine(Repository.Root, "apphost", "FocusSuite.AppHost.csproj");

    private async Task<(int ExitCode, string Output)> AspireAsync(params string[] arguments)
    {
        var answer = await RunAsync(["aspire", .. arguments, "--non-interactive", "--nologo"]);
        return (answer.ExitCode, Regex.Replace(answer.Output, @"\u001b\[[0-9;]*m|\u001b\]8;[^\u001b]*\u001b\\", ""));
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        start.Environment["HOME"] = _root.Path;
        start.Environment["DOTNET_CLI_HOME"] = home;
        start.Environment["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(home, ".nuget", "packages");
        start.Environment["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true";
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Patience);
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
        await process.WaitForExitAsync(bound.Token);
        return (process.ExitCode, string.Concat(texts));
    }
}
