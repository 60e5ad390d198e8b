using System.Diagnostics;
using System.Text.Json;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Running;

public sealed class LeftoverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Bounded => StandIn.Bounded;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EndLeftoversAsync_ProcessOfAKilledRun_IsEnded()
    {
        using var process = Start();
        Remember(ProcessIdentity.Of(process.Id)!);

        (await new PidFolder(_folder.Path).EndLeftoversAsync(Bounded)).ShouldBe(["left"]);

        await process.WaitForExitAsync(Bounded);
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task EndLeftoversAsync_AnotherProcessHasTheIdNow_IsLeftAlone()
    {
        using var process = Start();
        var identity = ProcessIdentity.Of(process.Id)!;
        Remember(identity with { StartTicks = identity.StartTicks - 1 });

        (await new PidFolder(_folder.Path).EndLeftoversAsync(Bounded)).ShouldBeEmpty();

        process.HasExited.ShouldBeFalse();
        process.Kill();
        await process.WaitForExitAsync(Bounded);
    }

    [Fact]
    public async Task EndLeftoversAsync_OfAnotherBoot_IsLeftAlone()
    {
        using var process = Start();
        Remember(ProcessIdentity.Of(process.Id)! with { BootId = "another" });

        await new PidFolder(_folder.Path).EndLeftoversAsync(Bounded);

        process.HasExited.ShouldBeFalse();
        process.Kill();
        await process.WaitForExitAsync(Bounded);
    }

    [Fact]
    public async Task EndLeftoversAsync_HalfWrittenFile_IsRemovedAndNothingEnded()
    {
        File.WriteAllText(_folder.File("left.pid"), "{\"Id\":1,");
        (await new PidFolder(_folder.Path).EndLeftoversAsync(Bounded)).ShouldBeEmpty();
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task EndBelowAsync_ServersInFoldersOfTheirOwn_AreFound()
    {
        using var process = Start();
        var pids = _folder.File("focus-abc/postgres/pids");
        new PidFolder(pids).Remember("postgres", ProcessIdentity.Of(process.Id)!);

        (await Leftovers.EndBelowAsync(_folder.Path, Bounded)).ShouldBe(["postgres"]);
        await process.WaitForExitAsync(Bounded);
    }

    private static Process Start() => Process.Start("setsid", ["sleep", "300"]);

    private void Remember(ProcessIdentity identity) => File.WriteAllText(_folder.File("left.pid"), JsonSerializer.Serialize(identity));
}
