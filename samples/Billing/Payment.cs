namespace Billing;

/// <summary>A fact that a payment provider told: somebody has paid for a plan.</summary>
/// <param name="Id">The provider's own id of the payment. It stays the same however often the fact is told.</param>
/// <param name="Email">The address of the account.</param>
/// <param name="Plan">What was paid for: <c>pro_monthly</c> or <c>pro_yearly</c>.</param>
/// <param name="PaidUntil">Until when; null without an end.</param>
internal sealed record Payment(string Id, string Email, string Plan, DateTimeOffset? PaidUntil = null);
