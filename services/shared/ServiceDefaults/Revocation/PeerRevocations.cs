using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;

namespace FocusSuite.ServiceDefaults.Revocation;

/// <summary>Asks identity.</summary>
internal sealed class PeerRevocations(IdentityInternalService.IdentityInternalServiceClient identity) : IRevocationSource
{
    public async Task<RevocationPage> ListAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var answer = await identity.ListRevocationsAsync(
            new ListRevocationsRequest { Since = since?.ToTimestamp() }, cancellationToken: cancellationToken);
        return new RevocationPage(
            [.. answer.Revocations.Select(one => new TokenRevocation(one.UserHash, one.Epoch, ReasonOf(one.Reason)))],
            answer.AsOf.ToDateTimeOffset());
    }

    private static string ReasonOf(RevocationReason reason) =>
        reason == RevocationReason.PasswordChanged ? TokensRevoked.PasswordChanged : TokensRevoked.SignedOut;
}
