using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Overload;

public sealed class OverloadTests
{
    private const int Most = 4;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Call_TooManyInside_IsRefusedAtOnceAndClientsAreToldNotToTryAgain()
    {
        await using var host = await FullHost.StartAsync();

        var thrown = await Should.ThrowAsync<RpcException>(() => host.CallAsync());

        thrown.StatusCode.ShouldBe(Grpc.Core.StatusCode.Unavailable);
        thrown.Reason().ShouldBe("UNAVAILABLE");
        thrown.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.Seconds.ShouldBeInRange(1, 4);
        thrown.Trailers.GetValue("grpc-retry-pushback-ms").ShouldBe("-1");
    }

    [Fact]
    public async Task Call_OthersHaveLeft_IsAnswered()
    {
        await using var host = await FullHost.StartAsync();

        await host.EmptyAsync();

        (await host.CallAsync()).Message.ShouldBe("ada@example.com");
    }

    [Fact]
    public async Task Health_TooManyInside_IsAnswered()
    {
        await using var host = await FullHost.StartAsync();

        var health = await new Grpc.Health.V1.Health.HealthClient(host.Sample.Channel)
            .CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow + Bound);

        health.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    /// <summary>A service that takes four calls at once, with four calls inside that wait.</summary>
    private sealed class FullHost(SampleHost sample) : IAsyncDisposable
    {
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task _inside = Task.CompletedTask;

        public SampleHost Sample => sample;

        public static async Task<FullHost> StartAsync()
        {
            var host = new FullHost(await SampleHost.StartAsync(("Focus:Overload:Least", "4"), ("Focus:Overload:Most", "4")));
            await host.FillAsync();
            return host;
        }

        public Task<LoginResponse> CallAsync() =>
            new AuthenticationService.AuthenticationServiceClient(sample.Channel)
                .LoginAsync(new LoginRequest { Email = "ada@example.com" }, deadline: DateTime.UtcNow + Bound).ResponseAsync;

        public Task EmptyAsync()
        {
            _release.TrySetResult();
            return _inside.WaitAsync(Bound);
        }

        public async ValueTask DisposeAsync()
        {
            await EmptyAsync();
            await sample.DisposeAsync();
        }

        private async Task FillAsync()
        {
            var (entered, full) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            sample.Act = _ =>
            {
                if (Interlocked.Increment(ref entered) == Most)
                {
                    full.SetResult();
                }

                return _release.Task;
            };
            _inside = Task.WhenAll(Enumerable.Range(0, Most).Select(_ => CallAsync()));
            await full.Task.WaitAsync(Bound);
        }
    }
}
