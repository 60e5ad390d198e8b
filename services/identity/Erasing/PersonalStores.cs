using FocusSuite.Protos.Personal.V1;
using FocusSuite.ServiceDefaults.Erasure;
using Grpc.Net.ClientFactory;

namespace FocusSuite.Identity.Erasing;

/// <summary>Every service that holds data about people, identity included.</summary>
internal sealed class PersonalStores(IPersonalDataEraser own, GrpcClientFactory clients)
{
    /// <summary>The other services.</summary>
    public static readonly IReadOnlyList<string> Peers = ["Enrollment", "Sessions", "Progress"];

    /// <summary>The client of one of them.</summary>
    public PersonalDataService.PersonalDataServiceClient ClientOf(string peer) => clients.CreateClient<PersonalDataService.PersonalDataServiceClient>(peer);

    /// <summary>Erases a user from one store; may be repeated.</summary>
    /// <returns>What there was to remove.</returns>
    public async Task<IReadOnlyList<ErasedKind>> EraseAsync(string store, long userId, Guid erasureId, CancellationToken cancellationToken)
    {
        if (store == ErasureWorker.Identity)
        {
            var removed = await own.EraseAsync(userId, erasureId, cancellationToken);
            return [.. removed.Where(kind => kind.Value > 0).Select(kind => new ErasedKind { Store = store, Kind = kind.Key, Count = kind.Value })];
        }

        var peer = Peers.First(name => name.Equals(store, StringComparison.OrdinalIgnoreCase));
        var answer = await ClientOf(peer).ErasePersonalDataAsync(
            new ErasePersonalDataRequest { UserId = userId, ErasureId = erasureId.ToString("D") }, cancellationToken: cancellationToken);
        return [.. answer.Removed.Select(kind => new ErasedKind { Store = store, Kind = kind.Kind, Count = kind.Count })];
    }
}
