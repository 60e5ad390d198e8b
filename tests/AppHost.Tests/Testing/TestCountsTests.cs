using FocusSuite.AppHost.Testing;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Testing;

public sealed class TestCountsTests
{
    private const string Results = """
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
          <UnitTestResult outcome="Passed" /><UnitTestResult outcome="Passed" /><UnitTestResult outcome="Failed" />
          <UnitTestResult outcome="NotExecuted" /><UnitTestResult outcome="Timeout" />
        </Results></TestRun>
        """;

    [Fact]
    public void Read_ResultsFile_CountsWhatIsNeitherPassedNorSkippedAsFailed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.trx"), Results);
        TestCounts.Read(folder.File("a.trx")).ShouldBe(new TestCounts(2, 2, 1));
    }

    [Fact]
    public void Read_NoFile_IsNull() => TestCounts.Read("/nowhere/a.trx").ShouldBeNull();

    [Fact]
    public void ToString_Counts_IsTheLineThatCiReads() => (new TestCounts(3, 0, 1) + new TestCounts(1, 1, 0)).ToString().ShouldBe("4 passed, 1 failed, 1 skipped");
}
