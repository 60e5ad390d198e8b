using FocusSuite.BadInputs.Wire;
using FocusSuite.Protocol.Access;
using Google.Protobuf.Reflection;
using Access = FocusSuite.Protos.Options.V1.Access;

namespace FocusSuite.EndToEnd.Tests.Authorization;

/// <summary>All cells of a door, from the descriptors: a new method is in it by itself.</summary>
internal static class Matrix
{
    private static readonly string[] OwnedIds = ["enrollment_id", "session_id"];

    public static IReadOnlyList<Cell> Of(Door door) => [.. Methods(door).SelectMany(method => Cells(door, method.Method, method.Route))];

    /// <summary>What erases comes last, and what ends an account after that, or nothing would be left for the others.</summary>
    private static IEnumerable<(MethodDescriptor Method, PublicRoute? Route)> Methods(Door door) =>
        (door == Door.Json
            ? PublicRoute.All.Select(route => (route.Method, (PublicRoute?)route))
            : MethodCatalog.All.Values.Select(method => (method, (PublicRoute?)null)))
        .OrderBy(method => EndsAccount(method.Item1))
        .ThenBy(method => method.Item1.Name.StartsWith("Erase", StringComparison.Ordinal))
        .ThenBy(method => method.Item1.FullName, StringComparer.Ordinal);

    private static bool EndsAccount(MethodDescriptor method) => method.Name == "DeleteAccount";

    private static IEnumerable<Cell> Cells(Door door, MethodDescriptor method, PublicRoute? route)
    {
        var isOwned = OwnedIds.Any(id => method.InputType.FindFieldByName(id) is not null);
        foreach (var credential in Enum.GetValues<Credential>())
        {
            // These two are the free user again, who has no account any more by then.
            if (EndsAccount(method) && credential is (Credential.ServiceForUser or Credential.ForgedService))
            {
                continue;
            }

            if (credential != Credential.OtherUser || !isOwned)
            {
                yield return new Cell(door, method, route, credential, Thing.Own);
            }
            else if (MethodCatalog.AccessOf(method) != Access.Service || door == Door.Service)
            {
                yield return new Cell(door, method, route, credential, Thing.Foreign);
            }
        }

        if (method.InputType.FindFieldByName("program_id") is not null && MethodCatalog.AccessOf(method) == Access.User)
        {
            yield return new Cell(door, method, route, Credential.Free, Thing.ProProgram);
            yield return new Cell(door, method, route, Credential.Pro, Thing.ProProgram);
        }
    }
}
