using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Errors;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Identity.Features.Erasure;

/// <summary>Shows the receipt of an erasure to whoever knows its id: nobody can sign in to ask for it.</summary>
internal sealed class GetErasure(ErasureStore erasures)
{
    public async Task<Wire.GetErasureResponse> HandleAsync(Wire.GetErasureRequest request, ServerCallContext context)
    {
        var isId = Guid.TryParseExact(request.ErasureId, "D", out var id);
        var erasure = isId ? await erasures.FindAsync(id, context.CancellationToken) : null;
        return new Wire.GetErasureResponse { Erasure = (erasure ?? throw new ApiException(ErrorCodes.NotFound)).ToMessage() };
    }
}

/// <summary>Erasures at the edge.</summary>
internal static class ErasureMessages
{
    public static Wire.Erasure ToMessage(this AccountErasure erasure) => new()
    {
        ErasureId = erasure.Id.ToString("D"),
        Status = erasure.CompletedAt is null ? Wire.ErasureStatus.InProgress : Wire.ErasureStatus.Completed,
        RequestedAt = erasure.RequestedAt.ToTimestamp(),
        CompletedAt = erasure.CompletedAt?.ToTimestamp(),
        Removed = { erasure.Removed.Select(kind => new Wire.ErasedRecords { Store = kind.Store, Kind = kind.Kind, Count = kind.Count }) },
    };

    /// <exception cref="ApiException">UNAUTHENTICATED: the user is being erased, and the token is good for a moment more.</exception>
    public static async Task RefuseErasedAsync(this ErasureStore erasures, long userId, CancellationToken cancellationToken)
    {
        if (await erasures.IsErasedAsync(userId, cancellationToken))
        {
            throw new ApiException(ErrorCodes.Unauthenticated);
        }
    }
}
