using GrpcTranscoding.Tests.Protos.Choices;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Proxying;

/// <summary>Rivals: a heartbeat for NDJSON.</summary>
public sealed class NdjsonHeartbeatTests
{
    [Fact]
    public async Task Ndjson_WhenNothingHappens_ShowsALivingConnectionByEmptyLines()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var gateway = await FeatureGateway.StartAsync(options =>
        {
            options.Services.Add(Features.Descriptor);
            options.Heartbeat = TimeSpan.FromMilliseconds(20);
            options.NdjsonHeartbeat = true;
        });
        gateway.Service.Behave = context => release.Task.WaitAsync(context.CancellationToken);

        using var response = await gateway.GetAsync("/v1/items/1:watch", ("Accept", "application/x-ndjson"));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await LineAsync(reader)).ShouldBe("""{"title":"one"}""");
        (await LineAsync(reader)).ShouldBe("");
        (await LineAsync(reader)).ShouldBe("");

        release.SetResult();
        var rest = await reader.ReadToEndAsync().WaitAsync(FeatureGateway.WaitTimeout);
        rest.TrimStart('\n').ShouldBe("""{"title":"one"}""" + "\n");
    }

    [Fact]
    public async Task Ndjson_ByDefault_HasNoEmptyLines()
    {
        var silent = TimeSpan.FromMilliseconds(20);
        await using var gateway = await FeatureGateway.StartAsync(options =>
        {
            options.Services.Add(Features.Descriptor);
            options.Heartbeat = silent;
        });
        gateway.Service.Behave = context => Task.Delay(silent * 10, context.CancellationToken);

        using var response = await gateway.GetAsync("/v1/items/1:watch", ("Accept", "application/x-ndjson"));

        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"title":"one"}""" + "\n" + """{"title":"one"}""" + "\n");
    }

    private static Task<string?> LineAsync(StreamReader reader) => reader.ReadLineAsync().WaitAsync(FeatureGateway.WaitTimeout);
}
