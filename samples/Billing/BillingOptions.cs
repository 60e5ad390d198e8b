namespace Billing;

/// <summary>Where payments come in; section <c>Billing</c>.</summary>
internal sealed class BillingOptions
{
    public const string Section = "Billing";

    /// <summary>The folder whose inbox is watched, and where what was done is noted.</summary>
    public string Folder { get; set; } = "billing-data";

    /// <summary>How often the inbox is looked through.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);
}
