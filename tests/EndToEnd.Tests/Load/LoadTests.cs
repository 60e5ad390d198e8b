using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Load;
using FocusSuite.Load.Results;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Load;

/// <summary>./focus load in a small size: that its users' days are right, not how fast the machine is.</summary>
public sealed class LoadTests(Suite suite)
{
    private const int Seconds = 4;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Load_UsersLiveTheirDays_EveryStepIsAnsweredAndReported()
    {
        using var bound = new CancellationTokenSource(Bound);
        var plan = new LoadPlan
        {
            Gateway = suite.System.GatewayUrl,
            Rate = 20,
            Duration = TimeSpan.FromSeconds(Seconds),
            WarmUp = TimeSpan.FromSeconds(2),
            AnswerTimeout = TimeSpan.FromSeconds(30),
            SessionsMayEnd = true,
        };
        var tokens = await Task.WhenAll(Enumerable.Range(0, plan.Users).Select(_ => TokenAsync(bound.Token)));

        var result = await new LoadRun(tokens, TimeProvider.System).AtRateAsync("smoke", plan, null, bound.Token);

        result.Faults.ShouldBeEmpty();
        result.All.Total.ShouldBe((int)plan.Rate * Seconds);
        (result.All.Failed, result.All.Broken).ShouldBe((0, 0));
        result.All.Answered.ShouldBeGreaterThan(0);
        HtmlReport.Write("smoke", [result]).ShouldContain("POST ");
    }

    private async Task<string> TokenAsync(CancellationToken ct)
    {
        var email = Suite.NewEmail();
        await suite.System.PutUserAsync(email, Suite.Password, pro: false, ct);
        return await suite.System.AccessTokenAsync(email, ct);
    }
}
