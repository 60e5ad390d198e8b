using FocusSuite.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Idempotency;

/// <summary>
/// Asks identity, which keeps the keys of all services. People can work while identity is away: a request is then made without the answer,
/// and for a moment
/// nobody asks again. What is missed by that is a key that was used in another service; in its own each is known all the same.
/// </summary>
internal sealed class PeerKeySpace(
    IdentityInternalService.IdentityInternalServiceClient identity,
    [FromKeyedServices(Clocks.Real)] TimeProvider time,
    ILogger<PeerKeySpace> logger)
    : IRequestKeySpace
{
    /// <summary>Real time: no request waits longer for it.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromMilliseconds(500);

    /// <summary>Real time: for so long nobody asks an identity that did not answer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private long _awayUntil;

    public async Task<bool> ClaimAsync(string key, string fingerprint, CancellationToken cancellationToken) =>
        await AskAsync(
            async options =>
                (await identity.ClaimRequestKeyAsync(new ClaimRequestKeyRequest { Key = key, Fingerprint = fingerprint }, options)).Granted,
            cancellationToken);

    public Task ReleaseAsync(string key, string fingerprint, CancellationToken cancellationToken) =>
        AskAsync(
            async options =>
            {
                await identity.ReleaseRequestKeyAsync(new ReleaseRequestKeyRequest { Key = key, Fingerprint = fingerprint }, options);
                return true;
            },
            cancellationToken);

    // A caller who has less time than that says nothing about identity, and must not keep the others from asking.
    private bool IsAway(RpcException exception, long began) => exception.StatusCode == StatusCode.DeadlineExceeded
        ? time.GetElapsedTime(began) >= AnswerTimeout * 0.9
        : TransientFaults.Is(exception) || exception.StatusCode is StatusCode.Unimplemented or StatusCode.Internal;

    private async Task<bool> AskAsync(Func<CallOptions, Task<bool>> ask, CancellationToken cancellationToken)
    {
        if (time.GetTimestamp() < Volatile.Read(ref _awayUntil))
        {
            return true;
        }

        var began = time.GetTimestamp();
        try
        {
            return await ask(new CallOptions(deadline: DateTime.UtcNow + AnswerTimeout, cancellationToken: cancellationToken));
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested && IsAway(exception, began))
        {
            // Unimplemented: an identity of the version before, during a deployment.
            Volatile.Write(ref _awayUntil, time.GetTimestamp() + (long)(Pause.TotalSeconds * time.TimestampFrequency));
            Log.KeySpaceAway(logger, exception);
            return true;
        }
    }
}
