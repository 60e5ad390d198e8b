using FocusSuite.Load.Results;
using FocusSuite.Load.Users;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.Load.Tests;

public sealed class HtmlReportTests
{
    private const string Png = "data:image/png;base64,iVBORw0KGgo";

    [Fact]
    public void Write_AResult_IsOnePageWithFiguresChartsAndFaults()
    {
        var time = new FakeTimeProvider();
        var recorder = new LoadRecorder(time);
        recorder.Begin();
        for (var second = 0; second < 3; second++)
        {
            recorder.Record(TimeSpan.FromSeconds(second), "GET programs", Outcome.Answered, TimeSpan.FromMilliseconds(12), null);
            recorder.Record(
                TimeSpan.FromSeconds(second), "POST sessions/start", Outcome.Failed, TimeSpan.FromMilliseconds(7), "500: <oops>");
        }

        time.Advance(TimeSpan.FromSeconds(3));
        recorder.End();
        var page = HtmlReport.Write("Load & more", [recorder.Result("two a second", 2)]);

        page.ShouldContain("<h1>Load &amp; more</h1>");
        page.Split(Png).Length.ShouldBe(4);
        page.ShouldContain("<td>GET programs<td>3<td>3<td>0<td>0<td>0<td>0<td>12.0");
        page.ShouldContain("3 x POST sessions/start: 500: &lt;oops&gt;");
        page.ShouldNotContain("<oops>");
    }

    [Fact]
    public void Write_ThePartsWereWatched_TellsWhatARequestCostThem()
    {
        var recorder = new LoadRecorder(new FakeTimeProvider());
        recorder.Begin();
        recorder.End();
        var result = recorder.Result("two a second", 2);

        HtmlReport.Write("Load", [result]).ShouldNotContain("processor time");
        HtmlReport.Write("Load", [result with { Costs = [new PartCost("sessions", 1.2344, 130.6)] }])
            .ShouldContain("<td>sessions<td>1.234<td>131");
    }
}
