using FocusSuite.Operations.Tests.Support;

namespace FocusSuite.Operations.Tests.Rules;

public sealed class RuleTests
{
    [Fact]
    public Task Rules_AsPrometheusReadsThem_AreValid() => PrometheusTools.CheckAsync("check", "rules", Documents.Rules, Documents.Alerts);

    /// <summary>Debian builds Prometheus without Kubernetes' discovery; what it finds is looked at by Deployment.Tests.</summary>
    [Fact]
    public async Task ConfigurationForKubernetes_ButForItsDiscovery_IsValid()
    {
        var text = await File.ReadAllTextAsync(Documents.Kubernetes, TestContext.Current.CancellationToken);
        var (from, to) = (
            text.IndexOf("    kubernetes_sd_configs:", StringComparison.Ordinal),
            text.IndexOf("    relabel_configs:", StringComparison.Ordinal));
        // Beside the rules, which it names.
        var file = Path.Combine(Path.GetDirectoryName(Documents.Kubernetes)!, "kubernetes.checked.yml");
        await File.WriteAllTextAsync(file, text.Remove(from, to - from), TestContext.Current.CancellationToken);

        await PrometheusTools.CheckAsync("check", "config", file);
    }

    [Fact]
    public Task Rules_OnTheirTestData_TellWhatTheyShould() => PrometheusTools.CheckAsync("test", "rules", Documents.RuleTests);

    [Fact]
    public void Alerts_All_HaveTestData()
    {
        var tests = File.ReadAllText(Documents.RuleTests);

        Rule.Alerting.Select(alert => alert.Alert!).Distinct()
            .Where(alert => !tests.Contains($"alertname: {alert}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Rules_ThatReadRecordedSeries_FindThem()
    {
        var recorded = Rule.Recording.Select(rule => rule.Record!).ToHashSet();
        var read = Rule.Recording.Concat(Rule.Alerting).Select(rule => rule.Expr)
            .Concat(Dashboard.All.SelectMany(dashboard => dashboard.Queries).Select(query => query.Query))
            .SelectMany(PromQl.Series).Where(name => name.Contains(':', StringComparison.Ordinal)).ToHashSet();

        read.Except(recorded).ShouldBeEmpty();
        recorded.Except(read).ShouldBeEmpty("nobody reads them");
    }
}
