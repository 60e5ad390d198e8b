using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;

namespace FocusSuite.Identity.Features.KeySpace;

/// <summary>Lets a service have a key of the caller's, unless it stands for a request to another one.</summary>
internal sealed class ClaimRequestKey(RequestKeyStore keys)
{
    private const int MaxKeyLength = 255;
    private const int FingerprintLength = 64;

    public async Task<ClaimRequestKeyResponse> HandleAsync(ClaimRequestKeyRequest request, ServerCallContext context)
    {
        var userId = context.Caller().RequiredUserId;
        var fingerprint = ReadFingerprint(request.Key, request.Fingerprint);
        return new ClaimRequestKeyResponse { Granted = await keys.ClaimAsync(userId, request.Key, fingerprint, context.CancellationToken) };
    }

    /// <exception cref="ApiException">VALIDATION_FAILED: of the key, too.</exception>
    internal static byte[] ReadFingerprint(string key, string fingerprint)
    {
        var isHash = fingerprint.Length == FingerprintLength && fingerprint.All(char.IsAsciiHexDigit);
        new Validation()
            .Check(key.Length is > 0 and <= MaxKeyLength, "key", $"Must have 1 to {MaxKeyLength} characters.")
            .Check(isHash, "fingerprint", $"Must have {FingerprintLength} hexadecimal characters.")
            .ThrowIfAny();
        return Convert.FromHexString(fingerprint);
    }
}
