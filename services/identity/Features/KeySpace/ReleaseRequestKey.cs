using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;

namespace FocusSuite.Identity.Features.KeySpace;

/// <summary>Takes a key of the caller's back: the request had no effect, and may come again in another form.</summary>
internal sealed class ReleaseRequestKey(RequestKeyStore keys)
{
    public async Task<ReleaseRequestKeyResponse> HandleAsync(ReleaseRequestKeyRequest request, ServerCallContext context)
    {
        var userId = context.Caller().RequiredUserId;
        var fingerprint = ClaimRequestKey.ReadFingerprint(request.Key, request.Fingerprint);
        await keys.ReleaseAsync(userId, request.Key, fingerprint, context.CancellationToken);
        return new ReleaseRequestKeyResponse();
    }
}
