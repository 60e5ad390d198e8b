using System.Net;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Sessions.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>A document that is streamed has an end, at the latest at its deadline; what only goes on has none.</summary>
public sealed class ExportTests
{
    private const string Export = "/api/v1/account/export";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Export_ThatGoesOnPastItsDeadline_IsCutOffAndItsServiceIsToldToStop()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:DocumentSeconds", "0.5"));
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Services.Exporting = async (stream, call) =>
        {
            using var registration = call.CancellationToken.Register(canceled.SetResult);
            await stream.WriteAsync(Piece("{\"format\":"));
            await canceled.Task;
        };

        // Nobody may take it for whole.
        await Should.ThrowAsync<HttpRequestException>(() => gateway.GetAsync(Export).WaitAsync(Bound));
        await canceled.Task.WaitAsync(Bound);
    }

    [Fact]
    public async Task Export_WithoutAWordUntilItsDeadline_Is504()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:DocumentSeconds", "0.5"));
        gateway.Services.Exporting = (_, call) => Task.Delay(Timeout.Infinite, call.CancellationToken);

        var answer = await gateway.GetAsync(Export).WaitAsync(Bound);

        answer.Status.ShouldBe(HttpStatusCode.GatewayTimeout);
        answer.Json.GetProperty("code").GetString().ShouldBe("DEADLINE_EXCEEDED");
    }

    [Fact]
    public async Task Export_WhileTheUserHasTooMany_Is429InTheOneShape()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Services.Exporting = (_, _) => throw new Google.Rpc.Status
        {
            Code = (int)Code.ResourceExhausted,
            Message = "Two exports are under way.",
            Details =
            {
                Any.Pack(new ErrorInfo { Reason = "TOO_MANY_STREAMS", Metadata = { ["http_status"] = "429" } }),
                Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)) }),
            },
        }.ToRpcException();

        var answer = await gateway.GetAsync(Export).WaitAsync(Bound);

        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Header("Retry-After").ShouldBe("10");
        answer.Header("Content-Type").ShouldBe("application/problem+json");
        answer.Json.GetProperty("code").GetString().ShouldBe("TOO_MANY_STREAMS");
        answer.Json.GetProperty("error").GetString().ShouldBe("Two exports are under way.");
    }

    [Fact]
    public async Task Deadline_OfADocumentAndOfALiveStream_IsItsOwnAndNone()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var (export, live) = (DateTime.MaxValue, DateTime.MinValue);
        gateway.Services.Exporting = (stream, call) =>
        {
            export = call.Deadline;
            return stream.WriteAsync(Piece("{}"));
        };
        gateway.Services.Watching = (stream, call) =>
        {
            live = call.Deadline;
            return stream.WriteAsync(new WatchActiveSessionResponse());
        };

        (await gateway.GetAsync(Export).WaitAsync(Bound)).Body.ShouldBe("{}");
        (await gateway.GetAsync("/api/v1/focus/sessions/live/").WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.OK);

        export.ShouldNotBe(DateTime.MaxValue);
        live.ShouldBe(DateTime.MaxValue);
    }

    private static HttpBody Piece(string json) => new() { ContentType = "application/json", Data = ByteString.CopyFromUtf8(json) };
}
