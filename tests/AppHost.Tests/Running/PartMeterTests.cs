using System.Diagnostics;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Running;

public sealed class PartMeterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Taken_AChildHasASessionOfItsOwn_CountsItToo()
    {
        using var server = StartSession("setsid sh -c 'while :; do :; done' & wait");
        try
        {
            var pids = new PidFolder(_folder.Path);
            pids.Remember("server", ProcessIdentity.Of(server.Id)!);
            var meter = new PartMeter(pids);
            meter.Begin();

            while (meter.Taken()["server"] < TimeSpan.FromMilliseconds(200))
            {
                await Task.Delay(20, StandIn.Bounded);
            }
        }
        finally
        {
            // Without its child it would end by itself.
            var children = ProcessIdentity.ProcStat.All().Where(process => process.Parent == server.Id).Select(child => ProcessIdentity.Of(child.Id)!).ToList();
            foreach (var process in children.Prepend(ProcessIdentity.Of(server.Id)!))
            {
                await ProcessSession.EndAsync(process, StandIn.Bounded);
            }
        }
    }

    [Fact]
    public async Task Taken_OneIsBusyThroughAChildAndOneRests_CountsTheBusyOneAlone()
    {
        using var busy = StartSession("(while :; do :; done) & wait");
        using var idle = StartSession("exec sleep 600");
        try
        {
            var pids = new PidFolder(_folder.Path);
            pids.Remember("busy", ProcessIdentity.Of(busy.Id)!);
            pids.Remember("idle", ProcessIdentity.Of(idle.Id)!);
            var meter = new PartMeter(pids);
            meter.Begin();

            while (meter.Taken()["busy"] < TimeSpan.FromMilliseconds(200))
            {
                await Task.Delay(20, StandIn.Bounded);
            }

            meter.Resident()["busy"].ShouldBeGreaterThan(meter.Resident()["idle"], "two shells take more than one sleeper");
            meter.Taken()["idle"].ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
            meter.Begin();
            meter.Taken()["busy"].ShouldBeLessThan(TimeSpan.FromMilliseconds(200), "it counts from the beginning");
        }
        finally
        {
            await ProcessSession.EndAsync(ProcessIdentity.Of(busy.Id)!, StandIn.Bounded);
            await ProcessSession.EndAsync(ProcessIdentity.Of(idle.Id)!, StandIn.Bounded);
        }
    }

    // Of a session of its own, as the parts are. exec: the process is the session's first.
    private static Process StartSession(string script) => Process.Start("setsid", ["sh", "-c", script]);
}
