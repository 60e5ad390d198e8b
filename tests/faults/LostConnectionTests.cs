using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Workload;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>Connections that are gone without a word, as behind a firewall that forgets them or a machine that lost its power.</summary>
public sealed class LostConnectionTests(Lab lab)
{
    // The one that both tells of things and wants to know of some.
    private const string Service = PartNames.Enrollment;

    // Two heartbeats that are missed, a pause, and a new connection, beside other work.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Broker_ConnectionsForgotten_AreMadeAnewAndLoseNothing()
    {
        using var bound = new CancellationTokenSource(Bound);
        var account = await lab.Population.NewAsync(pro: false, bound.Token);
        var journal = new Journal();
        var user = new TestUser(
            account, new Caller(account.Http, Service, journal, () => lab.System.SuiteTime, bound.Token), () => lab.System.SuiteTime);

        lab.Links[Service, PartNames.RabbitMq].Forget();
        await new OrderlyDay(user, () => lab.System.SuiteTime).LiveAsync(bound.Token);

        (await lab.Convergence.JudgeAsync([user], poison: 0, boundsOfTime: true, bound.Token)).ShouldBeEmpty();
        journal.Complaints.ShouldBeEmpty();
    }
}
