using GrpcTranscoding.Tests.Protos.Choices;
using GrpcTranscoding.Tests.Support;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace GrpcTranscoding.Tests.Rules;

/// <summary>Rivals: a start says loudly when it found no route.</summary>
public sealed class RouteReportTests
{
    [Fact]
    public async Task Start_WithoutServices_SaysSoLoudly()
    {
        await using var gateway = await FeatureGateway.StartAsync(_ => { });

        Loud(gateway).ShouldHaveSingleItem().ShouldBe((LogLevel.Error, 30));
    }

    [Fact]
    public async Task Start_WithoutARoute_SaysSoLoudlyAndNamesTheService()
    {
        await using var gateway = await FeatureGateway.StartAsync(options => options.Services.Add(Unrouted.Descriptor));

        Loud(gateway).ShouldBe([(LogLevel.Error, 31), (LogLevel.Warning, 32)]);
        gateway.Logs.ShouldContain(line =>
            line.Id == 32 && line.Message.Contains("transcoding.features.Unrouted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithoutAnExposedMethod_SaysSoLoudly()
    {
        await using var gateway = await FeatureGateway.StartAsync(options =>
        {
            options.Services.Add(Features.Descriptor);
            options.IsExposed = _ => false;
        });

        Loud(gateway).ShouldHaveSingleItem().ShouldBe((LogLevel.Error, 31));
    }

    [Fact]
    public async Task Start_WithOneServiceWithoutARoute_WarnsOfIt()
    {
        await using var gateway = await FeatureGateway.StartAsync(options =>
        {
            options.Services.Add(Features.Descriptor);
            options.Services.Add(Unrouted.Descriptor);
        });

        Loud(gateway).ShouldHaveSingleItem().ShouldBe((LogLevel.Warning, 32));
    }

    [Fact]
    public async Task Start_WithARuleForNothing_WarnsOfIt()
    {
        await using var gateway = await FeatureGateway.StartAsync(options =>
        {
            options.Services.Add(Features.Descriptor);
            options.HttpRules.Add(new Google.Api.HttpRule { Selector = "transcoding.features.Features.GetItme", Get = "/v2/items/{id}" });
        });

        Loud(gateway).ShouldHaveSingleItem().ShouldBe((LogLevel.Warning, 33));
        gateway.Logs.ShouldContain(line => line.Message.Contains("GetItme", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithRoutes_IsQuiet()
    {
        await using var gateway = await FeatureGateway.StartAsync();

        Loud(gateway).ShouldBeEmpty();
    }

    private static (LogLevel Level, int Id)[] Loud(FeatureGateway gateway) =>
        [.. gateway.Logs.Where(line => line.Level >= LogLevel.Warning && line.Id.Id is >= 30 and < 40)
            .Select(line => (line.Level, line.Id.Id))];
}
