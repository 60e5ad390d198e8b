namespace FocusSuite.Messaging.Events;

/// <summary>A user's subscription changed, or began with the account. Readers that cached it drop it.</summary>
public sealed record SubscriptionChanged : FocusEvent
{
    /// <summary>What is paid for, as its documented word, e.g. <c>pro_monthly</c>.</summary>
    public required string Plan { get; init; }

    /// <summary>Where it stands, as its documented word, e.g. <c>active</c>.</summary>
    public required string Status { get; init; }
}

/// <summary>A program template changed. Readers that cached it drop it.</summary>
public sealed record CatalogChanged : FocusEvent
{
    /// <summary>The program that changed.</summary>
    public required long ProgramId { get; init; }
}
