using System.Diagnostics;
using System.Text.RegularExpressions;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Package;

/// <summary>
/// The library as a package in a feed of this run, and the sample built against that feed alone: other packages come from where the suite's
/// restore has put them. All of it in a folder that is gone afterwards, so that no package of a run is met by a later one.
/// </summary>
public sealed partial class PackedSample : IAsyncLifetime
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("package-").FullName;
    private Process? _program;

    public string Feed => Path.Combine(_folder, "feed");

    public string Package => Directory.GetFiles(Feed, "*.nupkg").Single();

    public string OpenApiFile => Path.Combine(_folder, "described", "openapi.json");

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        await DotnetAsync(
            "pack", Path.Combine("gateway", "Transcoding", "GrpcTranscoding.csproj"), "-o", Feed, "-p:ContinuousIntegrationBuild=true",
            Artifacts("library"));
        var version = Path.GetFileNameWithoutExtension(Package)["GrpcTranscoding.Yarp.".Length..];
        await DotnetAsync(
            "build", Path.Combine("samples", "GrpcTranscoding.Sample", "GrpcTranscoding.Sample.csproj"), Artifacts("sample"),
            $"-p:RestoreSources={Feed}", $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}",
            $"-p:RestoreFallbackFolders={InstalledPackages()}",
            $"-p:GrpcTranscodingVersion={version}", $"-p:TranscodingOpenApiFile={OpenApiFile}");
        Http = new HttpClient { BaseAddress = await StartAsync(), Timeout = TimeSpan.FromSeconds(30) };
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (_program is not null)
        {
            _program.Kill(entireProcessTree: true);
            await _program.WaitForExitAsync();
            _program.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("Now listening on: (http://\\S+)")]
    private static partial Regex Listening { get; }

    private static string InstalledPackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static async Task DotnetAsync(params string[] arguments)
    {
        // The suite's own build has analyzed the sources.
        string[] all = [.. arguments, "-c", "Release", "-nodeReuse:false", "-v:q", "-p:RunAnalyzers=false"];
        var (exitCode, output) = await Tool.RunAsync(Tool.Checkout, BuildLimit, "dotnet", all);
        exitCode.ShouldBe(0, output);
    }

    private string Artifacts(string name) => $"-p:ArtifactsPath={Path.Combine(_folder, name)}";

    private async Task<Uri> StartAsync()
    {
        var program = Path.Combine(_folder, "sample", "bin", "GrpcTranscoding.Sample", "release", "GrpcTranscoding.Sample.dll");
        _program = Tool.Start(_folder, "dotnet", program, "--urls", "http://127.0.0.1:0");
        using var bound = new CancellationTokenSource(StartLimit);
        while (await _program.StandardOutput.ReadLineAsync(bound.Token) is { } line)
        {
            if (Listening.Match(line) is { Success: true } match)
            {
                // Read on, so that what it logs does not fill the pipe.
                _ = _program.StandardOutput.ReadToEndAsync(CancellationToken.None);
                _ = _program.StandardError.ReadToEndAsync(CancellationToken.None);
                return new Uri(match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException($"The sample ended: {await _program.StandardError.ReadToEndAsync(bound.Token)}");
    }
}
