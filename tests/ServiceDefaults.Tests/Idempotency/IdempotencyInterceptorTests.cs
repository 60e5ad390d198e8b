using FocusSuite.Protocol;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Idempotency;

/// <summary>To start a session is a POST of a signed-in user, and here each act answers with a new id.</summary>
public sealed class IdempotencyInterceptorTests : IAsyncLifetime
{
    private const string RequestId = "0b7f4d1c-6a53-4c0e-9d0a-2f5c8e1b7a34";

    private SampleHost _host = null!;
    private int _acts;

    public async ValueTask InitializeAsync()
    {
        _host = await SampleHost.StartAsync();
        _host.Act = _ =>
        {
            Interlocked.Increment(ref _acts);
            return Task.CompletedTask;
        };
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Post_SameKeyAndBody_ActsOnceAndAnswersTheSame()
    {
        var first = await StartAsync("key", "body");
        var second = await StartAsync("key", "body");

        second.ShouldBe(first);
        _acts.ShouldBe(1);
    }

    [Fact]
    public async Task Post_FiftyAtOnceWithOneKey_ActsOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => StartAsync("key", "body")));

        answers.Distinct().Count().ShouldBe(1);
        _acts.ShouldBe(1);
    }

    [Fact]
    public async Task Post_SameKeyOtherBody_IsRefusedAs422()
    {
        await StartAsync("key", "body");

        var thrown = await Should.ThrowAsync<RpcException>(() => StartAsync("key", "other body"));

        thrown.Reason().ShouldBe("IDEMPOTENCY_KEY_REUSED");
        _acts.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, null, 42, 42)]
    [InlineData("one", "two", 42, 42)]
    [InlineData("key", "key", 42, 43)]
    public async Task Post_NoKeyOtherKeyOrOtherCaller_ActsEachTime(string? firstKey, string? secondKey, long firstUser, long secondUser)
    {
        await StartAsync(firstKey, "body", firstUser);
        await StartAsync(secondKey, "body", secondUser);

        _acts.ShouldBe(2);
    }

    [Fact]
    public async Task Post_FirstTryFailed_TheRepeatActs()
    {
        _host.Act = _ => Interlocked.Increment(ref _acts) == 1 ? throw new TimeoutException() : Task.CompletedTask;

        await Should.ThrowAsync<RpcException>(() => StartAsync("key", "body"));
        await StartAsync("key", "body");

        _acts.ShouldBe(2);
    }

    [Fact]
    public async Task Post_ChosenHttpStatus_IsRepeatedToo()
    {
        _host.Act = context => context.AnswerWithStatusAsync("200");
        await StartAsync("key", "body");
        _host.Act = _ => throw new InvalidOperationException("must not act again");

        using var call = Client.StartSessionAsync(new StartSessionRequest { TaskDescription = "body" }, Headers("key", 42));

        (await call.ResponseHeadersAsync).GetValue("x-http-status").ShouldBe("200");
        await call.ResponseAsync;
    }

    [Fact]
    public async Task Post_FiftyAtOnceWithOneRequestId_ActsOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => StartAsync(null, "body", requestId: RequestId)));

        answers.Distinct().Count().ShouldBe(1);
        _acts.ShouldBe(1);
    }

    [Fact]
    public async Task Post_RequestIdAndHeaderWithTheSameKey_AreTheSameRequest()
    {
        var first = await StartAsync(null, "body", requestId: RequestId.ToUpperInvariant());

        (await StartAsync(RequestId, "body")).ShouldBe(first);
        (await StartAsync(RequestId, "body", requestId: RequestId)).ShouldBe(first);
        (await Should.ThrowAsync<RpcException>(() => StartAsync(null, "other body", requestId: RequestId))).Reason()
            .ShouldBe("IDEMPOTENCY_KEY_REUSED");
        _acts.ShouldBe(1);
    }

    [Fact]
    public async Task Fingerprint_OfARequest_IsThatOfItsRepeatsAndOfNoOther()
    {
        var seen = new List<string?>();
        _host.Act = context =>
        {
            seen.Add(context.RequestFingerprint());
            throw new TimeoutException();
        };

        // Each fails, so that the key is free again and the same request acts once more.
        await Should.ThrowAsync<RpcException>(() => StartAsync(RequestId, "body"));
        await Should.ThrowAsync<RpcException>(() => StartAsync(RequestId, "body"));
        await Should.ThrowAsync<RpcException>(() => StartAsync(null, "body", requestId: RequestId));
        await Should.ThrowAsync<RpcException>(() => StartAsync(RequestId, "other body"));
        await Should.ThrowAsync<RpcException>(() => StartAsync(null, "body"));

        seen.Count.ShouldBe(5);
        seen[0].ShouldNotBeNull().Length.ShouldBe(64);
        (seen[1], seen[2]).ShouldBe((seen[0], seen[0]));
        seen[3].ShouldNotBeNull().ShouldNotBe(seen[0]);
        seen[4].ShouldBeNull();
    }

    [Theory]
    [InlineData("not-a-uuid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("0b7f4d1c6a534c0e9d0a2f5c8e1b7a34")]
    [InlineData("{0b7f4d1c-6a53-4c0e-9d0a-2f5c8e1b7a34}")]
    public async Task Post_RequestIdOfAnotherForm_IsAnInvalidField(string requestId)
    {
        var thrown = await Should.ThrowAsync<RpcException>(() => StartAsync("key", "body", requestId: requestId));

        thrown.Reason().ShouldBe("VALIDATION_FAILED");
        thrown.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>().FieldViolations.ShouldHaveSingleItem().Field.ShouldBe("request_id");
        _acts.ShouldBe(0);
    }

    /// <summary>S11: two headers are no third key, and a field that says something else than the header is no key at all.</summary>
    [Theory]
    [InlineData("one", "two", "")]
    [InlineData("one", "one", "")]
    [InlineData("", "one", "")]
    [InlineData("one", null, RequestId)]
    [InlineData("0b7f4d1c-6a53-4c0e-9d0a-2f5c8e1b7a35", null, RequestId)]
    public async Task Post_TwoKeys_IsAnInvalidField(string first, string? second, string requestId)
    {
        var headers = Headers(first, 42);
        if (second is not null)
        {
            headers.Add(RequestKeys.Header, second);
        }

        var thrown = await Should.ThrowAsync<RpcException>(
            () =>
                Client.StartSessionAsync(new StartSessionRequest { TaskDescription = "body", RequestId = requestId }, headers)
                    .ResponseAsync);

        thrown.Reason().ShouldBe("VALIDATION_FAILED");
        _acts.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public async Task Post_KeyOfImpossibleLength_IsAnInvalidField(int length)
    {
        var thrown = await Should.ThrowAsync<RpcException>(() => StartAsync(new string('k', length), "body"));

        thrown.Reason().ShouldBe("VALIDATION_FAILED");
        _acts.ShouldBe(0);
    }

    private SessionsService.SessionsServiceClient Client => new(_host.Channel);

    private async Task<string> StartAsync(string? key, string body, long userId = 42, string requestId = "") =>
        (await Client.StartSessionAsync(new StartSessionRequest { TaskDescription = body, RequestId = requestId }, Headers(key, userId)))
            .SessionId;

    private Metadata Headers(string? key, long userId)
    {
        var headers = new Metadata { { "authorization", $"Bearer {_host.Authority.CreateToken(userId)}" } };
        if (key is not null)
        {
            headers.Add(RequestKeys.Header, key);
        }

        return headers;
    }
}
