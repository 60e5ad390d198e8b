using GrpcTranscoding.OpenApi;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.OpenApi;

/// <summary>G4: the documents of ordinary protos, and of google.api.http's documentation, by a linter and a generator.</summary>
public sealed class OpenApiValidityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("openapi-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Protos_ThatAreDescribed_AreAtLeastTwentyServicesAndAllOfTheDocumentation()
    {
        SampleProtos.Services.Count.ShouldBeGreaterThanOrEqualTo(20);
        (SampleProtos.Files.Count - SampleProtos.Services.Count).ShouldBeGreaterThanOrEqualTo(7);
    }

    /// <summary>G3, G4, G16: nothing that a linter finds, and TypeScript that compiles.</summary>
    [Fact]
    public async Task Documents_OfEveryProto_AreValidAndMakeTypesThatCompile()
    {
        var documents = await WriteDocumentsAsync();
        var npm = await NpmTools.InstallAsync(Path.Combine(AppContext.BaseDirectory, "OpenApi", "npm"));

        string[] lint = ["lint", .. documents, "--config", "redocly.yaml", "--format", "stylish", "--max-problems", "1000"];
        var (lintExit, findings) = await npm.RunAsync("redocly", lint);
        lintExit.ShouldBe(0, findings);
        // What stands before is about the machine, e.g. that its Node.js is old.
        findings[findings.IndexOf("validating", StringComparison.Ordinal)..].ShouldNotContain("warning", Case.Insensitive, findings);

        var (makeExit, made) = await npm.RunAsync("node", "generate.mjs", _folder);
        makeExit.ShouldBe(0, made);
        var types = Directory.GetFiles(_folder, "*.d.ts");
        types.Length.ShouldBe(documents.Length);
        string[] compile = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", .. types];
        var (compileExit, errors) = await npm.RunAsync("tsc", compile);
        compileExit.ShouldBe(0, errors);
    }

    private async Task<string[]> WriteDocumentsAsync()
    {
        var documents = new List<string>();
        foreach (var file in SampleProtos.Files)
        {
            var name = file.Name.Replace('/', '-').Replace(".proto", "", StringComparison.Ordinal);
            documents.Add(await WriteAsync(name, SampleProtos.Options(file), new OpenApiOptions { Title = file.Name }));
            var other = SampleProtos.Options(file);
            SampleProtos.UseEverything(other.Json);
            var described = new OpenApiOptions { Title = file.Name, NeedsToken = _ => true, License = "MIT" };
            documents.Add(await WriteAsync(name + "-other", other, described));
        }

        // A gateway is in front of more than one service.
        var all = SampleProtos.Options(SampleProtos.Services);
        documents.Add(await WriteAsync("all", all, new OpenApiOptions { Title = "All" }));
        return [.. documents];
    }

    private async Task<string> WriteAsync(string name, TranscodingOptions options, OpenApiOptions openApi)
    {
        var path = Path.Combine(_folder, name + ".json");
        await File.WriteAllBytesAsync(path, SampleProtos.Document(options, openApi));
        return path;
    }
}
