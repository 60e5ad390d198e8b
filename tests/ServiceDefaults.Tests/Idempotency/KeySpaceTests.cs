using System.Collections.Concurrent;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Idempotency;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Idempotency;

/// <summary>S11: a key that was used in another service is refused here, and identity's absence holds nobody up.</summary>
public sealed class KeySpaceTests : IAsyncLifetime
{
    private readonly OneSpace _space = new();
    private SampleHost _one = null!;
    private SampleHost _other = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await SampleHost.StartAsync(services => services.AddSingleton<IRequestKeySpace>(_space));
        _other = await SampleHost.StartAsync(services => services.AddSingleton<IRequestKeySpace>(_space));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    /// <summary>S11: the two hosts stand for two services, each with keys of its own.</summary>
    [Fact]
    public async Task Post_KeyOfARequestToAnotherService_IsRefusedAs422()
    {
        var first = await StartAsync(_one, "key", "body");

        (await Should.ThrowAsync<RpcException>(() => StartAsync(_other, "key", "other body"))).Reason().ShouldBe("IDEMPOTENCY_KEY_REUSED");
        (await StartAsync(_one, "key", "body")).ShouldBe(first);

        // The refusal was no claim: the key is still the first one's, and the second service's are free.
        (await Should.ThrowAsync<RpcException>(() => StartAsync(_other, "key", "other body"))).Reason().ShouldBe("IDEMPOTENCY_KEY_REUSED");
        await StartAsync(_other, "another key", "other body");
    }

    /// <summary>S11: failures are not kept, nowhere.</summary>
    [Fact]
    public async Task Post_KeyOfARequestThatFailedElsewhere_Acts()
    {
        _one.Act = _ => throw new ApiException(ErrorCodes.NotFound);
        await Should.ThrowAsync<RpcException>(() => StartAsync(_one, "key", "body"));

        await StartAsync(_other, "key", "other body");
    }

    /// <summary>S11: the key is told to identity once, whatever comes again.</summary>
    [Fact]
    public async Task Post_Repeated_AsksTheSpaceOnce()
    {
        await StartAsync(_one, "key", "body");
        await StartAsync(_one, "key", "body");

        _space.Claims.ShouldBe(1);
    }

    /// <summary>S11: without identity requests are made all the same, and for a moment nobody waits for it again.</summary>
    [Fact]
    public async Task Claim_IdentityAway_IsGrantedAndNotAskedAgainForAMoment()
    {
        var time = new FakeTimeProvider();
        var invoker = new AwayInvoker();
        var space = new PeerKeySpace(
            new IdentityInternalService.IdentityInternalServiceClient(invoker), time, NullLogger<PeerKeySpace>.Instance);

        (await space.ClaimAsync("key", "fingerprint", CancellationToken.None)).ShouldBeTrue();
        (await space.ClaimAsync("key", "fingerprint", CancellationToken.None)).ShouldBeTrue();
        invoker.Calls.ShouldBe(1);

        time.Advance(PeerKeySpace.Pause);
        (await space.ClaimAsync("key", "fingerprint", CancellationToken.None)).ShouldBeTrue();
        invoker.Calls.ShouldBe(2);
    }

    private static async Task<string> StartAsync(SampleHost host, string key, string body) =>
        (await new SessionsService.SessionsServiceClient(host.Channel).StartSessionAsync(
        new StartSessionRequest { TaskDescription = body },
        new Metadata { { "authorization", $"Bearer {host.Authority.CreateToken(42)}" }, { RequestKeys.Header, key } })).SessionId;

    private sealed class OneSpace : IRequestKeySpace
    {
        private readonly ConcurrentDictionary<string, string> _keys = new();
        private int _claims;

        public int Claims => Volatile.Read(ref _claims);

        public Task<bool> ClaimAsync(string key, string fingerprint, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _claims);
            return Task.FromResult(_keys.GetOrAdd(key, fingerprint) == fingerprint);
        }

        public Task ReleaseAsync(string key, string fingerprint, CancellationToken cancellationToken)
        {
            _keys.TryRemove(new(key, fingerprint));
            return Task.CompletedTask;
        }
    }

    private sealed class AwayInvoker : CallInvoker
    {
        public int Calls { get; private set; }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            Calls++;
            throw new RpcException(new Status(StatusCode.Unavailable, "Away."));
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}
