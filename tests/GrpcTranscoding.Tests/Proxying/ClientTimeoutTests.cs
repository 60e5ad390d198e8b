using System.Net;
using System.Text.Json;
using GrpcTranscoding.Proxying;
using GrpcTranscoding.Tests.Protos.Choices;
using GrpcTranscoding.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace GrpcTranscoding.Tests.Proxying;

/// <summary>Rivals: a client's deadline (<c>Grpc-Timeout</c>), capped by the gateway's.</summary>
public sealed class ClientTimeoutTests
{
    private const long Endless = -TimeSpan.TicksPerMillisecond;

    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("100m", 1_000_000)]
    [InlineData("5000u", 50_000)]
    [InlineData("1000000n", 10_000)]
    [InlineData("1000101n", 10_001)]
    [InlineData("00000001S", 10_000_000)]
    [InlineData("24H", 864_000_000_000)]
    [InlineData("25H", Endless)]
    [InlineData("99999999H", Endless)]
    [InlineData("99999999m", Endless)]
    public void Read_OfATimeout_GivesItsTime(string text, long ticks)
    {
        ClientTimeout.TryRead(RequestWith(text), out var timeout).ShouldBeTrue();

        timeout.Ticks.ShouldBe(ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("0S")]
    [InlineData("1n")]
    [InlineData("999999n")]
    [InlineData("999u")]
    [InlineData("5")]
    [InlineData("5s")]
    [InlineData("5h")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData("1.5S")]
    [InlineData("1 S")]
    [InlineData(" 1S")]
    [InlineData("1e3S")]
    [InlineData("100000000S")]
    [InlineData("٣S")]
    [InlineData("1S1")]
    [InlineData("infinite")]
    [InlineData("1S", "2S")]
    public void Read_OfAnythingElse_Fails(params string[] values) => ClientTimeout.TryRead(RequestWith(values), out _).ShouldBeFalse();

    [Fact]
    public void Read_WithoutOne_IsWithoutAnEnd()
    {
        ClientTimeout.TryRead(new DefaultHttpContext().Request, out var timeout).ShouldBeTrue();

        timeout.ShouldBe(Timeout.InfiniteTimeSpan);
    }

    [Theory]
    [InlineData("/v1/items/1")]
    [InlineData("/v1/items/1:watch")]
    public async Task Timeout_ThatCannotBeUnderstood_Is400AndCallsNobody(string path)
    {
        await using var gateway = await FeatureGateway.StartAsync();

        using var response = await gateway.GetAsync(path, ("Grpc-Timeout", "5 minutes"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("code").GetString().ShouldBe("INVALID_ARGUMENT");
        problem.RootElement.GetProperty("detail").GetString()!.ShouldContain("timeout");
        gateway.Service.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("/v1/items/1", null, 20)]
    [InlineData("/v1/items/1", "5S", 5)]
    [InlineData("/v1/items/1", "1H", 20)]
    [InlineData("/v1/items/1:watch", "5S", 5)]
    [InlineData("/v1/items/1:watch", "1H", 40)]
    public async Task Timeout_OfAClient_IsToldToTheServiceUnlessOursIsShorter(string path, string? timeout, int seconds)
    {
        await using var gateway = await FeatureGateway.StartAsync(options =>
        {
            options.Services.Add(Features.Descriptor);
            options.DeadlineOf = _ => TimeSpan.FromSeconds(20);
            options.StreamDeadlineOf = _ => TimeSpan.FromSeconds(40);
        });

        using var response = await gateway.GetAsync(path, timeout is null ? [] : [("Grpc-Timeout", timeout)]);
        await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        gateway.Service.LastTimeout.ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(seconds));
        gateway.Service.LastTimeout.ShouldBeGreaterThan(TimeSpan.FromSeconds(seconds / 2));
    }

    [Theory]
    [InlineData("50m")]
    [InlineData("1m")]
    [InlineData("1000u")]
    public async Task Timeout_ThatPasses_Is504(string timeout)
    {
        await using var gateway = await FeatureGateway.StartAsync();
        gateway.Service.Behave = context => Task.Delay(Timeout.Infinite, context.CancellationToken);

        using var response = await gateway.GetAsync("/v1/items/1", ("Grpc-Timeout", timeout));

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
    }

    [Fact]
    public async Task Timeout_ThatPassesInAStream_EndsItWithTheError()
    {
        await using var gateway = await FeatureGateway.StartAsync();
        gateway.Service.Behave = context => Task.Delay(Timeout.Infinite, context.CancellationToken);

        using var response = await gateway.GetAsync("/v1/items/1:watch", ("Grpc-Timeout", "2S"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync().WaitAsync(FeatureGateway.WaitTimeout)).ShouldContain("DEADLINE_EXCEEDED");
    }

    // Else anybody could make a healthy service look ill, and take others' retries away.
    [Fact]
    public async Task Timeout_ThatClientsMakeTooShort_CountsAgainstNobody()
    {
        await using var gateway = await FeatureGateway.StartAsync();
        gateway.Service.Behave = context => Task.Delay(Timeout.Infinite, context.CancellationToken);
        for (var i = 0; i < 60; i++)
        {
            using var response = await gateway.GetAsync("/v1/items/1", ("Grpc-Timeout", "1m"));
            response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        }

        gateway.Services.GetRequiredService<RetryBudget>().Allows("features").ShouldBeTrue();
        gateway.Logs.ShouldNotContain(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    private static HttpRequest RequestWith(params string[] values)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["Grpc-Timeout"] = values;
        return request;
    }
}
