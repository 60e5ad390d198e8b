using System.Globalization;
using System.Xml.Linq;

namespace FocusSuite.AppHost.Testing;

/// <summary>How many tests ended how.</summary>
internal sealed record TestCounts(int Passed, int Failed, int Skipped)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static TestCounts None { get; } = new(0, 0, 0);

    public int Run => Passed + Failed;

    public static TestCounts operator +(TestCounts left, TestCounts right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <summary>Reads a results file; null when the run did not get as far as writing one.</summary>
    public static TestCounts? Read(string trxFile)
    {
        if (!File.Exists(trxFile))
            return null;
        var outcomes = XDocument.Load(trxFile).Descendants(Trx + "UnitTestResult").Select(result => (string?)result.Attribute("outcome")).ToArray();
        var passed = outcomes.Count(outcome => outcome == "Passed");
        var skipped = outcomes.Count(outcome => outcome is "NotExecuted" or "Pending");
        return new TestCounts(passed, outcomes.Length - passed - skipped, skipped);
    }

    /// <summary>The line that CI reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
