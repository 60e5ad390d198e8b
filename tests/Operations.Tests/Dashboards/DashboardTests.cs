using FocusSuite.Operations.Tests.Support;

namespace FocusSuite.Operations.Tests.Dashboards;

public sealed class DashboardTests
{
    [Fact]
    public void Dashboards_All_CanBeTakenInByGrafana()
    {
        Dashboard.All.Count.ShouldBe(3);
        Dashboard.All.Select(dashboard => (string)dashboard.Json["uid"]!).ShouldBeUnique();
        foreach (var dashboard in Dashboard.All)
        {
            ((string?)dashboard.Json["title"]).ShouldNotBeNullOrEmpty(dashboard.Name);
            ((int)dashboard.Json["schemaVersion"]!).ShouldBeGreaterThan(30);
            dashboard.Json["id"].ShouldBeNull("it would overwrite another dashboard");
            dashboard.Json["templating"]!["list"]!.AsArray().ShouldContain(variable => (string)variable!["name"]! == "datasource");
            dashboard.Panels.Select(panel => (int)panel["id"]!).ShouldBeUnique();
        }
    }

    [Fact]
    public void Panels_All_SayWhatTheyShowAndDoNotOverlap()
    {
        foreach (var dashboard in Dashboard.All)
        {
            var taken = new HashSet<(int, int)>();
            foreach (var panel in dashboard.Panels)
            {
                var what = $"{dashboard.Name}: {panel["title"]}";
                ((string?)panel["title"]).ShouldNotBeNullOrEmpty(dashboard.Name);
                ((string?)panel["description"]).ShouldNotBeNullOrEmpty(what);
                ((string?)panel["fieldConfig"]!["defaults"]!["unit"]).ShouldNotBeNullOrEmpty(what);
                panel["targets"]!.AsArray().ShouldNotBeEmpty(what);
                var place = panel["gridPos"]!;
                for (var x = 0; x < (int)place["w"]!; x++)
                {
                    for (var y = 0; y < (int)place["h"]!; y++)
                    {
                        taken.Add(((int)place["x"]! + x, (int)place["y"]! + y)).ShouldBeTrue(what);
                    }
                }

                ((int)place["x"]! + (int)place["w"]!).ShouldBeLessThanOrEqualTo(24, what);
            }
        }
    }
}
