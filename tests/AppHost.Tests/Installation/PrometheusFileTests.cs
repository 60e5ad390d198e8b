using FocusSuite.AppHost.Suite;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Installation;

public sealed class PrometheusFileTests
{
    [Fact]
    public void Text_OfASystem_NamesEveryReplicaWithItsServiceAndTheRules()
    {
        var text = PrometheusFile.Text(
            [
                ("gateway", "gateway", "127.0.0.1:20001"),
                ("sessions", "sessions-2", "127.0.0.1:20002"),
            ],
            "/somebody's/suite");

        text.Split('\n').ShouldContain("      - { targets: ['127.0.0.1:20001'], labels: { service: 'gateway', instance: 'gateway' } }");
        text.Split('\n').ShouldContain("      - { targets: ['127.0.0.1:20002'], labels: { service: 'sessions', instance: 'sessions-2' } }");
        text.Split('\n').ShouldContain("  - '/somebody''s/suite/docs/operations/prometheus/alerts.yml'");
    }
}
