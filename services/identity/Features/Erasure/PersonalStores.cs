using FocusSuite.Identity.Domain;
using FocusSuite.Protos.Personal.V1;
using FocusSuite.ServiceDefaults.Erasure;
using Grpc.Net.ClientFactory;

namespace FocusSuite.Identity.Features.Erasure;

/// <summary>Every service that holds data about people, identity included.</summary>
internal sealed class PersonalStores(IPersonalDataEraser own, GrpcClientFactory clients)
{
    public const string Identity = "identity";

    /// <summary>The other services.</summary>
    public static readonly IReadOnlyList<string> Peers = ["Enrollment", "Sessions", "Progress", "Insights"];

    /// <summary>All stores, identity's own first: it is where new tokens would come from.</summary>
    public static readonly IReadOnlyList<string> All = [Identity, .. Peers.Select(peer => peer.ToLowerInvariant())];

    /// <summary>The client of one of them.</summary>
    public PersonalDataService.PersonalDataServiceClient ClientOf(string peer) =>
        clients.CreateClient<PersonalDataService.PersonalDataServiceClient>(peer);

    /// <summary>Erases a user from one store; may be repeated.</summary>
    /// <returns>What there was to remove.</returns>
    public async Task<IReadOnlyList<ErasedKind>> EraseAsync(string store, long userId, Guid erasureId, CancellationToken cancellationToken)
    {
        if (store == Identity)
        {
            return KindsOf(store, await own.EraseAsync(userId, erasureId, cancellationToken));
        }

        var peer = Peers.First(name => name.Equals(store, StringComparison.OrdinalIgnoreCase));
        var answer = await ClientOf(peer).ErasePersonalDataAsync(
            new ErasePersonalDataRequest { UserId = userId, ErasureId = erasureId.ToString("D") }, cancellationToken: cancellationToken);
        return [.. answer.Removed.Select(kind => new ErasedKind { Store = store, Kind = kind.Kind, Count = kind.Count })];
    }

    /// <summary>What a store counts as removed: the kinds of which there is something.</summary>
    public static IReadOnlyList<ErasedKind> KindsOf(string store, IReadOnlyDictionary<string, long> counts) =>
        [.. counts.Where(kind => kind.Value > 0).Select(kind => new ErasedKind { Store = store, Kind = kind.Key, Count = kind.Value })];
}
