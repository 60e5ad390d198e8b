using FocusSuite.Operations.Tests.Support;
using FocusSuite.TestSystem;

namespace FocusSuite.Operations.Tests.Live;

/// <summary>A real Prometheus collects from the running system, and answers what rules and dashboards ask of it.</summary>
[Collection(LiveTests.Name)]
public sealed class PrometheusTests(MeasuredSystem measured) : IAsyncLifetime
{
    private static readonly string[] Parts =
        [
            PartNames.Catalog, PartNames.Enrollment, PartNames.Gateway, PartNames.Identity, PartNames.Insights, PartNames.Progress,
            PartNames.Sessions,
        ];

    private PrometheusServer? _prometheus;

    private PrometheusServer Prometheus => _prometheus!;

    public async ValueTask InitializeAsync() => _prometheus = await PrometheusServer.StartAsync(measured.System.MetricsTargets);

    public ValueTask DisposeAsync() => _prometheus?.DisposeAsync() ?? default;

    [Fact]
    public async Task Prometheus_OfTheRunningSystem_FindsEveryPartUpAndTheSuitesMetrics()
    {
        var up = await Prometheus.QueryUntilAsync("up == 1", series => series.Count == Parts.Length);
        up.Select(part => (string)part["metric"]!["service"]!).Order(StringComparer.Ordinal).ShouldBe(Parts);

        var active = (await Prometheus.QueryUntilAsync("focus_sessions_active", series => series.Count == 1))[0];
        ((string)active["metric"]!["service"]!).ShouldBe(PartNames.Sessions);
        ((string)active["value"]![1]!).ShouldBe("1");
        (await Prometheus.QueryUntilAsync("sum(focus_days_completed_total)", series => series.Count == 1))
            .Select(series => (string)series["value"]![1]!).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Rules_InTheRunningPrometheus_AreEvaluatedAndTellOfTheDeadLetterAlone()
    {
        // The one thing that was done wrong; nothing else is.
        await Prometheus.QueryUntilAsync(
            "ALERTS{alertstate=\"firing\"}", alerts => alerts.Any(alert => (string)alert["metric"]!["alertname"]! == "DeadLetters"));

        var rules = (await Prometheus.GetAsync("api/v1/rules"))["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray())
            .ToArray();
        rules.Length.ShouldBe(Rule.Recording.Count + Rule.Alerting.Count);
        rules.Where(rule => (string)rule!["health"]! == "err").ShouldBeEmpty();
        var firing = await Prometheus.QueryAsync("count by (alertname) (ALERTS{alertstate=\"firing\"})");
        firing.Select(alert => (string)alert["metric"]!["alertname"]!).ShouldBe(["DeadLetters"]);
    }

    [Fact]
    public async Task Dashboards_EveryQuery_HasAnAnswerAfterADay()
    {
        foreach (var dashboard in Dashboard.All)
        {
            foreach (var (panel, query) in dashboard.Queries)
            {
                var answer = await Prometheus.QueryUntilAsync(query, series => series.Count > 0);
                answer.Count.ShouldBeGreaterThan(0, $"{dashboard.Name}, {panel}");
            }
        }
    }

    [Fact]
    public async Task Labels_InRulesAndDashboards_Exist()
    {
        await Prometheus.QueryUntilAsync("up == 1", series => series.Count == Parts.Length);
        var known = (await Prometheus.GetAsync("api/v1/labels")).AsArray().Select(label => (string)label!).ToHashSet();
        var named = Rule.Recording.Concat(Rule.Alerting).Select(rule => rule.Expr)
            .Concat(Dashboard.All.SelectMany(dashboard => dashboard.Queries).Select(query => query.Query))
            .SelectMany(PromQl.Labels).ToHashSet();

        named.Count.ShouldBeGreaterThan(8);
        named.Except(known).ShouldBeEmpty();
    }
}
