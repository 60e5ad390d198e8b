namespace FocusSuite.Messaging.Events;

/// <summary>A user's subscription changed, or began with the account. Services that keep it in memory drop it.</summary>
public sealed record SubscriptionChanged : FocusEvent
{
    /// <summary>What is paid for, as its documented word, e.g. <c>pro_monthly</c>.</summary>
    public required string Plan { get; init; }

    /// <summary>Where it stands, as its documented word, e.g. <c>active</c>.</summary>
    public required string Status { get; init; }
}

/// <summary>All access tokens of a user were revoked. Services refuse tokens of an earlier epoch, and end the streams that such tokens hold
/// open.</summary>
/// <remarks>
/// <see cref="FocusEvent.UserId"/> is 0: the user is named by a hash only. Events that name somebody who was erased are dropped, and this
/// one tells of the erasure.
/// </remarks>
public sealed record TokensRevoked : FocusEvent
{
    /// <summary>The reason where a person signed out everywhere.</summary>
    public const string SignedOut = "signed_out";

    /// <summary>The reason where the account has a new password.</summary>
    public const string PasswordChanged = "password_changed";

    /// <summary>The reason where there is no account any more.</summary>
    public const string AccountErased = "account_erased";

    /// <summary>A hash of the user's number by the installation's key.</summary>
    public required string UserHash { get; init; }

    /// <summary>The first epoch whose tokens are good.</summary>
    public required long Epoch { get; init; }

    /// <summary>Why the older ones are not.</summary>
    public required string Reason { get; init; }
}

/// <summary>A program has a new version, or is no longer offered. Services that keep the list in memory drop it.</summary>
public sealed record CatalogChanged : FocusEvent
{
    /// <summary>The program that changed.</summary>
    public required long ProgramId { get; init; }
}

/// <summary>
/// A replica has started and sends itself an event through the broker (<c>IReplicaRehearsal</c>). Other replicas ignore it: the correlation
/// id names the replica.
/// </summary>
public sealed record ReplicaStarted : FocusEvent;
