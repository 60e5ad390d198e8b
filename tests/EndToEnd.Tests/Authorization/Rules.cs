using Access = FocusSuite.Protos.Options.V1.Access;

namespace FocusSuite.EndToEnd.Tests.Authorization;

/// <summary>What has to become of a cell: the contract in one small table, which knows nothing of the code that keeps it.</summary>
internal static class Rules
{
    /// <summary>What services ask for a user only, with that user's token beside their own.</summary>
    private static readonly string[] ForAUser =
    [
        "GetSubscription",
        "GetOverview",
        "BatchGetTotals",
        "ExportPersonalData",
        "ClaimRequestKey",
        "ReleaseRequestKey",
    ];

    public static Outcome Of(Cell cell, Access access) => access switch
    {
        // What a caller shows is ignored. Who asks about an erasure has its id, and here nobody has.
        Access.Anonymous => cell.Method.Name == "GetErasure" ? Outcome.NotFound : Outcome.Admitted,

        // Not reachable from outside, however it is asked.
        Access.Service when cell.Door == Door.Gateway => Outcome.NoSuchMethod,
        Access.Service => cell.Credential switch
        {
            Credential.ServiceForUser => cell.Thing == Thing.Foreign ? Outcome.NotFound : Outcome.Admitted,
            Credential.ServiceAlone => ForAUser.Contains(cell.Method.Name) ? Outcome.Unauthenticated : Outcome.Admitted,
            Credential.Free or Credential.Pro or Credential.OtherUser => Outcome.Forbidden,
            _ => Outcome.Unauthenticated,
        },
        Access.UserOrService when cell is { Door: Door.Service, Credential: Credential.ServiceAlone or Credential.ServiceForUser } =>
            Outcome.Admitted,
        _ => OfUser(cell),
    };

    private static Outcome OfUser(Cell cell) => cell.Credential switch
    {
        // The gateway takes a service's token away, so there a forged one does not count either.
        Credential.ServiceForUser => cell.Thing == Thing.Foreign ? Outcome.NotFound : Outcome.Admitted,
        Credential.ForgedService when cell.Door != Door.Service => Outcome.Admitted,
        Credential.OtherUser => cell.Thing == Thing.Foreign ? Outcome.NotFound : Outcome.Admitted,
        Credential.Free => cell.Thing == Thing.ProProgram ? Outcome.Forbidden : Outcome.Admitted,
        Credential.Pro => Outcome.Admitted,
        _ => Outcome.Unauthenticated,
    };
}
