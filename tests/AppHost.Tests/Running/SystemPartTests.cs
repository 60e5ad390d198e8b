using System.Diagnostics;
using System.Globalization;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using FocusSuite.AppHost.Waiting;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Running;

public sealed class SystemPartTests : IDisposable
{
    private const string Forever = "touch healthy; sleep 300 & wait";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Bounded => StandIn.Bounded;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StartAgainAsync_EndsByItself_FailsWithExitCodeAndLastLines()
    {
        await using var part = new StandIn(_folder, "echo it begins; echo it is broken >&2; exit 7");
        var failure = await Should.ThrowAsync<PartFailedException>(() => part.StartAgainAsync(Bounded));

        failure.Part.ShouldBe("standin");
        failure.Reason.ShouldBe("ended with exit code 7");
        failure.LastLogLines.Order().ShouldBe(["it begins", "it is broken"]);
        failure.Message.ShouldContain("it is broken");
        part.State.ShouldBe(PartState.Failed);
        File.ReadAllText(part.LogFile).ShouldContain("it is broken");
    }

    [Fact]
    public async Task StartAgainAsync_NeverHealthy_FailsWithWhatIsMissing()
    {
        await using var part = new StandIn(_folder, "sleep 60", TimeSpan.FromMilliseconds(200));
        var failure = await Should.ThrowAsync<PartFailedException>(() => part.StartAgainAsync(Bounded));
        failure.Reason.ShouldContain("no file yet");
    }

    [Fact]
    public async Task StopAsync_TermIsHeard_EndsInOrder()
    {
        await using var part = new StandIn(_folder, "trap 'echo goodbye; exit 0' TERM; " + Forever);
        await part.StartAgainAsync(Bounded);
        await part.StopAsync(Bounded);

        part.State.ShouldBe(PartState.Stopped);
        part.LastLogLines().ShouldContain("goodbye");
        File.Exists(part.PidFile).ShouldBeFalse();
    }

    [Fact]
    public async Task StopAsync_TermIsIgnored_IsKilledAfterTheBound()
    {
        await using var part = new StandIn(_folder, "trap '' TERM; " + Forever);
        await part.StartAgainAsync(Bounded);
        var id = part.ProcessId!.Value;
        var watch = Stopwatch.StartNew();
        await part.StopAsync(Bounded);

        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(900));
        ProcessIdentity.Of(id).ShouldBeNull();
    }

    [Fact]
    public async Task KillAsync_WithChildrenInGroupsOfTheirOwn_LeavesNone()
    {
        // "set -m" gives each background job a group of its own, as servers do with their workers.
        await using var part = new StandIn(_folder, "set -m; sleep 300 & echo $! >child; sleep 300 & echo $! >child2; touch healthy; wait");
        await part.StartAgainAsync(Bounded);
        var children = new[] { "child", "child2" }.Select(name => int.Parse(File.ReadAllText(_folder.File(name)), CultureInfo.InvariantCulture)).ToArray();
        children.ShouldAllBe(id => ProcessIdentity.Of(id) != null);

        await part.KillAsync(Bounded);

        (await Poll.UntilAsync(() => children.All(IsGone), TimeSpan.FromSeconds(10), Bounded)).ShouldBeTrue();
    }

    [Fact]
    public async Task StartAgainAsync_AfterKill_RunsAnotherProcess()
    {
        await using var part = new StandIn(_folder, Forever);
        await part.StartAgainAsync(Bounded);
        var first = part.ProcessId;
        await part.KillAsync(Bounded);
        part.ProcessId.ShouldBeNull();
        await part.StartAgainAsync(Bounded);
        part.ProcessId.ShouldNotBeNull();
        part.ProcessId.ShouldNotBe(first);
    }

    [Fact]
    public async Task Ended_OnlyWhenItEndsByItself_IsRaised()
    {
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var part = new StandIn(_folder, Forever);
        part.Ended += (_, exitCode) => ended.TrySetResult(exitCode);
        await part.StartAgainAsync(Bounded);
        await part.KillAsync(Bounded);
        await part.StartAgainAsync(Bounded);
        ended.Task.IsCompleted.ShouldBeFalse();

        Posix.Signal(part.ProcessId!.Value, Posix.SigKill);
        (await ended.Task.WaitAsync(Bounded)).ShouldBe(128 + Posix.SigKill);
        part.State.ShouldBe(PartState.Failed);
    }

    [Fact]
    public async Task Freeze_ThenThaw_StopsItAndLetsItGoOn()
    {
        await using var part = new StandIn(_folder, Forever);
        await part.StartAgainAsync(Bounded);
        var id = part.ProcessId!.Value;
        part.Freeze();
        (await Poll.UntilAsync(() => ProcessIdentity.ProcStat.Read(id)?.State == 'T', TimeSpan.FromSeconds(5), Bounded)).ShouldBeTrue();
        part.Thaw();
        (await Poll.UntilAsync(() => ProcessIdentity.ProcStat.Read(id)?.State != 'T', TimeSpan.FromSeconds(5), Bounded)).ShouldBeTrue();
    }

    private static bool IsGone(int id) => ProcessIdentity.ProcStat.Read(id) is null or { State: 'Z' };
}
