using System.Globalization;
using System.Net;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>A gateway that takes four calls at once, with four calls inside that wait.</summary>
public sealed class OverloadTests : IAsyncLifetime
{
    private const int Most = 4;
    private const string Active = "/api/v1/focus/sessions/active/";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GatewayUnderTest _gateway = null!;
    private Task<Answer[]> _inside = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayUnderTest.StartAsync(("Focus:Overload:Least", "4"), ("Focus:Overload:Most", "4"));
        var (entered, full) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _gateway.Services.Handler = async (_, _) =>
        {
            if (Interlocked.Increment(ref entered) == Most)
            {
                full.SetResult();
            }

            await _release.Task;
            return new GetActiveSessionResponse();
        };
        _inside = Task.WhenAll(Enumerable.Range(0, Most).Select(_ => _gateway.GetAsync(Active)));
        await full.Task.WaitAsync(Bound);
    }

    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await _inside.WaitAsync(Bound);
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Request_TooManyInside_Is503AtOnceAndSaysWhenToComeBack()
    {
        var answer = await _gateway.GetAsync(Active).WaitAsync(Bound);

        answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture).ShouldBeInRange(1, 4);
        answer.Header("Content-Type").ShouldBe("application/problem+json");
        answer.Json.GetProperty("code").GetString().ShouldBe("UNAVAILABLE");
    }

    [Fact]
    public async Task GrpcCall_TooManyInside_IsUnavailableAtOnce()
    {
        var client = new SessionsService.SessionsServiceClient(_gateway.Grpc);

        var thrown = await Should.ThrowAsync<RpcException>(
            client.GetActiveSessionAsync(new GetActiveSessionRequest(), deadline: DateTime.UtcNow + Bound).ResponseAsync);

        thrown.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/openapi.json")]
    [InlineData("/api/v1/focus/sessions/live/")]
    public async Task Request_ThatCostsTheServicesNothingMuch_IsAnsweredAllTheSame(string path)
    {
        _gateway.Services.Watching = (stream, _) => stream.WriteAsync(new WatchActiveSessionResponse { EventId = "one" });

        (await _gateway.GetAsync(path).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Request_OthersHaveLeft_IsAnswered()
    {
        _release.SetResult();
        (await _inside.WaitAsync(Bound)).ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);

        (await _gateway.GetAsync(Active).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.OK);
    }
}
