using System.Text.Json;
using FocusSuite.Deployment.Tests.Protos;
using FocusSuite.TestSupport;
using Shouldly;

namespace FocusSuite.Deployment.Tests.RollingOut;

/// <summary>The gateway's image brings the web client along.</summary>
public sealed class WebClientTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("web-").FullName;

    [Fact]
    public async Task Gateway_PublishedWithABuiltClient_HasItInItsFolderWeb()
    {
        foreach (var file in new[] { "index.html", "index.html.br", "manifest.webmanifest", "assets/index-1.js", "assets/index-1.js.br" })
        {
            Write(file, "x");
        }

        (await PublishedAsync()).ShouldBe(
            ["web/assets/index-1.js", "web/assets/index-1.js.br", "web/index.html", "web/index.html.br", "web/manifest.webmanifest"],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Gateway_PublishedWithoutAClient_HasNone()
    {
        Write("half-built.js", "x");

        (await PublishedAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("true", "ci\nrun build\n")]
    [InlineData("false", "")]
    public async Task Images_OfARelease_BuildTheClientFromWhatIsLockedUnlessItIsNotWanted(string isWanted, string calls)
    {
        Write("package.json", "{}");
        Write("npm", "#!/usr/bin/env bash\necho \"$*\" >> calls\n");
        File.SetUnixFileMode(Path.Combine(_folder, "npm"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Write("calls", "");

        await Tool.RequireAsync(
            "env", Repository.Root, $"PATH={_folder}:{Environment.GetEnvironmentVariable("PATH")}", "dotnet", "msbuild",
            "deploy/Images.proj", "-nologo", "-t:BuildWebClient", $"-p:WebSource={_folder}", $"-p:WebClient={isWanted}");

        (await File.ReadAllTextAsync(Path.Combine(_folder, "calls"), TestContext.Current.CancellationToken)).ShouldBe(calls);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>What the gateway's project would publish below <c>web/</c>.</summary>
    private async Task<IReadOnlyList<string>> PublishedAsync()
    {
        var (code, output) = await Tool.RunAsync(
            "dotnet", Repository.Root, "msbuild", "gateway/Host/FocusSuite.Gateway.csproj", "-nologo", "-p:Configuration=Release",
            $"-p:WebClientFolder={_folder}/", "-t:ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish");
        code.ShouldBe(0, output);
        using var items = JsonDocument.Parse(output);
        return
        [
            .. items.RootElement.GetProperty("Items").GetProperty("ResolvedFileToPublish").EnumerateArray()
                .Select(item => item.GetProperty("RelativePath").GetString()!.Replace('\\', '/'))
                .Where(path => path.StartsWith("web/", StringComparison.Ordinal)),
        ];
    }
}
