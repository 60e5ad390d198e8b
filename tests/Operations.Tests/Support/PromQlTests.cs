namespace FocusSuite.Operations.Tests.Support;

/// <summary>The checks of rules and dashboards are worth what this reading is.</summary>
public sealed class PromQlTests
{
    [Theory]
    [InlineData("up", "up", "")]
    [InlineData("up{job=\"focus\"} == 0", "up", "job")]
    [InlineData("sum by (service, le) (rate(a_bucket{x=~\"b.+|c{d}\", y!=\"\"}[5m]))", "a_bucket", "service,le,x,y")]
    [InlineData("a:b:c / on (service) group_left d_total or 0 * e unless f offset 15m > 14.4 * 0.001", "a:b:c,d_total,e,f", "service")]
    [InlineData("histogram_quantile(0.99, sum without (instance) (rate(g[1m]))) > 1e3 and h", "g,h", "instance")]
    [InlineData("absent(up{service=\"gateway\"} == 1)", "up", "service")]
    [InlineData("label_of_a_number_5m + 3600 * sum(increase(i_total[1h]))", "label_of_a_number_5m,i_total", "")]
    public void Query_Read_TellsItsSeriesAndItsLabels(string query, string series, string labels)
    {
        PromQl.Series(query).ShouldBe(series.Split(','), ignoreOrder: true);
        PromQl.Labels(query).ShouldBe(labels.Split(',', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
    }
}
