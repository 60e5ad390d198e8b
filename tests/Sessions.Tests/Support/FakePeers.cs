using System.Collections.Concurrent;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSupport.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FocusSuite.Sessions.Tests.Support;

/// <summary>Enrollment and identity as the sessions service sees them, in the test's process.</summary>
internal sealed class FakePeers : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _subscriptionCalls;

    private FakePeers()
    {
        _app = PeerServer.Build(this);
        _app.MapGrpcService<Enrollments>();
        _app.MapGrpcService<Identity>();
    }

    public string Url { get; private set; } = string.Empty;

    public ConcurrentDictionary<long, GetEnrollmentResponse> EnrollmentsById { get; } = new();

    public ConcurrentDictionary<long, Subscription> Subscriptions { get; } = new();

    /// <summary>Enrollment then answers for anybody, which the real one never does.</summary>
    public bool AnswersForAnybody { get; set; }

    public bool IdentityIsAway { get; set; }

    public bool EnrollmentIsAway { get; set; }

    /// <summary>Whose access tokens were called back.</summary>
    public ConcurrentQueue<Revocation> Revocations { get; } = new();

    public int SubscriptionCalls => Volatile.Read(ref _subscriptionCalls);

    public static async Task<FakePeers> StartAsync()
    {
        var peers = new FakePeers();
        await peers._app.StartAsync();
        peers.Url = peers._app.Urls.Single();
        return peers;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>
    /// The user on whose behalf the call is made, null where a service asks by itself; a call without a service's token fails the test by
    /// its status.
    /// </summary>
    private static long? CallerOf(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue(ServiceTokens.Header) is not { Length: > 0 })
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "No service token."));
        }

        return context.RequestHeaders.GetValue("authorization") is { } bearer
            ? new JsonWebToken(bearer["Bearer ".Length..]).GetPayloadValue<long>("user_id")
            : null;
    }

    private sealed class Enrollments(FakePeers peers) : EnrollmentInternalService.EnrollmentInternalServiceBase
    {
        public override Task<GetEnrollmentResponse> GetEnrollment(GetEnrollmentRequest request, ServerCallContext context)
        {
            if (peers.EnrollmentIsAway)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "Away."));
            }

            var mine = peers.EnrollmentsById.TryGetValue(request.EnrollmentId, out var enrollment)
                && (peers.AnswersForAnybody || enrollment.UserId == (CallerOf(context) ?? request.UserId));
            return mine ? Task.FromResult(enrollment!) : throw new ApiException(ErrorCodes.NotFound).ToRpcException();
        }
    }

    private sealed class Identity(FakePeers peers) : IdentityInternalService.IdentityInternalServiceBase
    {
        public override Task<ClaimRequestKeyResponse> ClaimRequestKey(ClaimRequestKeyRequest request, ServerCallContext context) =>
            Task.FromResult(new ClaimRequestKeyResponse { Granted = true });

        public override Task<ReleaseRequestKeyResponse> ReleaseRequestKey(ReleaseRequestKeyRequest request, ServerCallContext context) =>
            Task.FromResult(new ReleaseRequestKeyResponse());

        public override Task<ListRevocationsResponse> ListRevocations(ListRevocationsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListRevocationsResponse { Revocations = { peers.Revocations }, AsOf = DateTime.UtcNow.ToTimestamp() });

        public override Task<GetSubscriptionResponse> GetSubscription(GetSubscriptionRequest request, ServerCallContext context)
        {
            Interlocked.Increment(ref peers._subscriptionCalls);
            if (peers.IdentityIsAway)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "Away."));
            }

            return Task.FromResult(new GetSubscriptionResponse
            {
                Subscription = peers.Subscriptions.GetValueOrDefault(
                    CallerOf(context)!.Value, new Subscription { Plan = Plan.Free, Status = Protos.Identity.V1.SubscriptionStatus.Active }),
            });
        }
    }
}
