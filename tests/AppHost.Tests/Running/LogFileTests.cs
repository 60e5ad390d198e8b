using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Running;

public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_MoreThanTheBound_KeepsTwoFilesOfBoundedSize()
    {
        using var log = new LogFile(_folder.File("a.log"), bound: 1_000);
        for (var i = 0; i < 500; i++)
            log.Write($"line {i} of this test");

        new FileInfo(log.Path).Length.ShouldBeLessThan(1_100);
        new FileInfo(log.Path + ".1").Length.ShouldBeLessThan(1_100);
        log.LastLines(2).ShouldBe(["line 498 of this test", "line 499 of this test"]);
    }

    [Fact]
    public void NewLines_AcrossATurn_MissNoLineThatIsReadInTime()
    {
        using var log = new LogFile(_folder.File("a.log"), bound: 200);
        using var tail = new LogTail(log.Path);
        List<string> seen = [];
        for (var i = 0; i < 100; i++)
        {
            log.Write($"line {i}");
            seen.AddRange(tail.NewLines());
            seen.AddRange(tail.NewLines());
        }

        seen.ShouldBe(Enumerable.Range(0, 100).Select(i => $"line {i}"));
    }

    [Fact]
    public void SkipToLast_LongFile_GivesItsEnd()
    {
        File.WriteAllLines(_folder.File("a.log"), Enumerable.Range(0, 100).Select(i => $"line {i}"));
        using var tail = new LogTail(_folder.File("a.log"));
        tail.SkipToLast(2).ShouldBe(["line 98", "line 99"]);
        File.AppendAllText(_folder.File("a.log"), "line 100\n");
        tail.NewLines().ShouldBe(["line 100"]);
    }
}
