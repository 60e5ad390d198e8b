using FocusSuite.TestSupport;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Protos;

/// <summary>The protos by Buf's rules, which protos/buf.yaml names: how they are written, and that no client of the last release is
/// broken.</summary>
public sealed class ProtoTests
{
    [Fact]
    public async Task Lint_OfAllProtos_IsClean()
    {
        using var today = ProtoModule.OfToday();

        var (exitCode, output) = await Buf.RunAsync(today.Folder, "lint");

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task Breaking_AgainstTheLastRelease_IsNothing()
    {
        using var released = await ProtoModule.OfTagAsync(await LastReleaseAsync());
        using var today = ProtoModule.OfToday();

        var (exitCode, output) = await Buf.RunAsync(today.Folder, "breaking", "--against", released.Folder);

        exitCode.ShouldBe(0, output);
    }

    /// <summary>The check above sees what it is for, also while there is no release.</summary>
    [Theory]
    [InlineData("  int32 duration_minutes = 3;", "", "duration_minutes")]
    [InlineData("  int32 duration_minutes = 3;", "  int64 duration_minutes = 3;", "duration_minutes")]
    [InlineData("  rpc ResumeSession(", "  rpc GoOn(", "ResumeSession")]
    public async Task Breaking_OfWhatClientsKnow_IsTold(string line, string changed, string named)
    {
        using var before = ProtoModule.OfToday();
        using var after = ProtoModule.OfToday();
        var file = Path.Combine(after.Folder, "focus", "sessions", "v1", "sessions.proto");
        var text = await File.ReadAllTextAsync(file);
        text.ShouldContain(line);
        await File.WriteAllTextAsync(file, text.Replace(line, changed, StringComparison.Ordinal));

        var (exitCode, output) = await Buf.RunAsync(after.Folder, "breaking", "--against", before.Folder);

        exitCode.ShouldNotBe(0);
        output.ShouldContain(named);
    }

    private static async Task<string> LastReleaseAsync()
    {
        var (exitCode, output) = await Tool.RunAsync("git", Repository.Root, "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*");
        Assert.SkipWhen(
            exitCode != 0,
            "This clone has no tag v<version>: nothing was released yet, or its tags were not fetched (git fetch --tags --unshallow).");
        return output.Trim();
    }
}
