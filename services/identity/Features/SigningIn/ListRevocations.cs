using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Revocation;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Identity.Features.SigningIn;

/// <summary>Tells the other services whose access tokens were called back lately.</summary>
internal sealed class ListRevocations(IRevocationSource revocations)
{
    public async Task<ListRevocationsResponse> HandleAsync(ListRevocationsRequest request, ServerCallContext context)
    {
        var page = await revocations.ListAsync(request.Since?.ToDateTimeOffset(), context.CancellationToken);
        return new ListRevocationsResponse
        {
            Revocations =
            {
                page.Revocations.Select(one => new Revocation
                {
                    UserHash = one.UserHash,
                    Epoch = one.Epoch,
                    Reason = one.Reason == TokensRevoked.PasswordChanged ? RevocationReason.PasswordChanged : RevocationReason.SignedOut,
                }),
            },
            AsOf = page.AsOf.ToTimestamp(),
        };
    }
}
