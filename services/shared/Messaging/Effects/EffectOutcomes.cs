namespace FocusSuite.Messaging.Effects;

/// <summary>How a wait for effects ended, as metrics tell it.</summary>
public static class EffectOutcomes
{
    /// <summary>The effects were visible before the operation answered.</summary>
    public const string Visible = "visible";

    /// <summary>The bound passed before; they follow.</summary>
    public const string Late = "late";

    /// <summary>The operation did not wait, since the broker or the peers were away; they follow.</summary>
    public const string NotAwaited = "not_awaited";

    /// <summary>The caller left.</summary>
    public const string Canceled = "canceled";
}
