using FocusSuite.Operations.Tests.Support;

namespace FocusSuite.Operations.Tests.Rules;

public sealed class RunBookTests
{
    public static TheoryData<string> Alerts => [.. Rule.Alerting.Select(alert => alert.Alert!).Distinct()];

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alert_Each_LeadsToItsRunBook(string name)
    {
        foreach (var alert in Rule.Alerting.Where(alert => alert.Alert == name))
        {
            alert.Labels["severity"].ShouldBeOneOf("page", "ticket");
            alert.Annotations["summary"].ShouldNotBeNullOrWhiteSpace();
            alert.Annotations["runbook_url"].ShouldBe($"docs/operations/runbooks/{name}.md");
        }

        var book = File.ReadAllText(Documents.In("runbooks", name + ".md"));
        book.ShouldStartWith($"# {name}\n");
        foreach (var section in new[] { "## What it means", "## How to look", "## What to do" })
        {
            book.ShouldContain(section);
        }

        book.ShouldContain("```bash", customMessage: "commands that can be copied");
        book.ShouldContain("../README.md#in-a-cluster", customMessage: "commands are those of one machine");
    }

    [Fact]
    public void RunBooks_All_BelongToAnAlert() =>
        Documents.RunBooks.Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "README")
            .Except(Rule.Alerting.Select(alert => alert.Alert!)).ShouldBeEmpty();
}
