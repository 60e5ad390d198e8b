using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using Grpc.Core;
using Wire = FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Identity.Features.Erasure;

/// <summary>Begins the erasure of the caller, and waits, within a bound, until the first round through all services is over.</summary>
internal sealed class EraseAccount(
    ErasureStore erasures, PersonalAccount account, ErasureWorker worker,
    [FromKeyedServices(Clocks.Real)] TimeProvider time, TimeProvider clock)
{
    // Real time. Most erasures are through with the first round by then; the answer tells when one is not.
    private static readonly TimeSpan FirstRoundTimeout = TimeSpan.FromSeconds(4);

    public async Task<Wire.DeleteAccountResponse> HandleAsync(Wire.DeleteAccountRequest request, ServerCallContext context)
    {
        var (userId, cancellationToken) = (context.Caller().RequiredUserId, context.CancellationToken);
        var validation = new Validation();
        var wanted = RequestKeys.ReadRequestId(request.RequestId, RequestKeys.Field, validation) ?? Guid.NewGuid();
        validation.ThrowIfAny();

        var removed = PersonalStores.KindsOf(PersonalStores.Identity, await account.CountAsync(userId, cancellationToken));
        var erasure = AccountErasure.Begin(wanted, userId, PersonalStores.All, removed, clock.GetUtcNow(), time.GetUtcNow());
        var id = await erasures.BeginAsync(erasure, cancellationToken) ?? throw Refusal.KeyReused.ToException();

        await worker.FirstRoundAsync(id, FirstRoundTimeout, cancellationToken);
        return new Wire.DeleteAccountResponse { Erasure = (await erasures.FindAsync(id, cancellationToken))!.ToMessage() };
    }
}
