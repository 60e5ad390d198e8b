using System.Diagnostics.Metrics;
using FocusSuite.Hosting.Telemetry;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Telemetry;

public sealed class RpcStatusTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private SampleHost _host = null!;

    public static TheoryData<Exception?, string> Outcomes => new()
    {
        { null, "OK" },
        { new ApiException(ErrorCodes.NotFound), "NOT_FOUND" },
        { new ApiException(ErrorCodes.DayLocked), "FAILED_PRECONDITION" },
        { new TimeoutException("The database is away."), "UNAVAILABLE" },
        { new InvalidOperationException("A fault."), "INTERNAL" },
    };

    public async ValueTask InitializeAsync() => _host = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Duration_OfACall_HasTheStatusThatIsAnswered(Exception? fault, string status)
    {
        using var durations = new MetricCollector<double>(
            _host.Services.GetRequiredService<IMeterFactory>(), "Microsoft.AspNetCore.Hosting", "http.server.request.duration");
        _host.Act = _ => fault is null ? Task.CompletedTask : throw fault;
        try
        {
            await new AuthenticationService.AuthenticationServiceClient(_host.Channel).LoginAsync(new());
        }
        catch (RpcException) when (fault is not null)
        {
        }

        await durations.WaitForMeasurementsAsync(1, Bound);
        var call = durations.GetMeasurementSnapshot().ShouldHaveSingleItem();
        call.Tags[RpcStatusInterceptor.Label].ShouldBe(status);
        call.Tags["http.route"].ShouldBe("/focus.identity.v1.AuthenticationService/Login");
    }

    [Fact]
    public async Task Duration_OfACallThatIsRefusedAtTheDoor_HasItsStatus()
    {
        using var durations = new MetricCollector<double>(
            _host.Services.GetRequiredService<IMeterFactory>(), "Microsoft.AspNetCore.Hosting", "http.server.request.duration");

        await Should.ThrowAsync<RpcException>(
            async () => await new SubscriptionService.SubscriptionServiceClient(_host.Channel).GetMySubscriptionAsync(new()));

        await durations.WaitForMeasurementsAsync(1, Bound);
        durations.GetMeasurementSnapshot().ShouldHaveSingleItem().Tags[RpcStatusInterceptor.Label].ShouldBe("UNAUTHENTICATED");
    }
}
