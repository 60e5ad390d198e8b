using FocusSuite.Hosting.Draining;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Draining;

public sealed class DrainTests
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Stopping_ForAsLongAsItLasts_IsNotReadyAndHoldsTheStop()
    {
        var time = new FakeTimeProvider();
        var drain = new Drain(DrainTime, time);
        (await StatusAsync(drain)).ShouldBe(HealthStatus.Healthy);

        var stopping = drain.StoppingAsync(CancellationToken.None);
        time.Advance(DrainTime - TimeSpan.FromMilliseconds(1));

        (await StatusAsync(drain)).ShouldBe(HealthStatus.Unhealthy);
        stopping.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        await stopping.WaitAsync(WaitTimeout, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stopping_TheHostHasNoMoreTime_EndsAtOnce()
    {
        using var end = new CancellationTokenSource();
        var stopping = new Drain(DrainTime, new FakeTimeProvider()).StoppingAsync(end.Token);

        await end.CancelAsync();

        await stopping.WaitAsync(WaitTimeout, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Stopping_WithoutADrain_DoesNotWait() =>
        new Drain(TimeSpan.Zero, new FakeTimeProvider()).StoppingAsync(CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();

    [Fact]
    public async Task Service_IsToldToStop_AnswersUntilTheDrainIsOver()
    {
        await using var host = await SampleHost.StartAsync(("Focus:Drain:Lasts", "00:00:10"));
        await host.WaitUntilReadyAsync();
        using var enough = new CancellationTokenSource();

        var stop = host.StopAsync(enough.Token);

        (await new Grpc.Health.V1.Health.HealthClient(host.Channel).CheckAsync(new HealthCheckRequest()))
            .Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await new AuthenticationService.AuthenticationServiceClient(host.Channel).LoginAsync(new LoginRequest { Email = "a@b" }))
            .Message.ShouldBe("a@b");
        stop.IsCompleted.ShouldBeFalse();
        await enough.CancelAsync();
        await stop.WaitAsync(WaitTimeout, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Validate_Lasts_LeavesTimeForWhatIsUnderWay(double seconds, bool valid) =>
        new DrainOptionsValidator().Validate(null, new DrainOptions { Lasts = TimeSpan.FromSeconds(seconds) }).Succeeded.ShouldBe(valid);

    private static async Task<HealthStatus> StatusAsync(Drain drain) => (await drain.CheckHealthAsync(new HealthCheckContext())).Status;
}
