using FocusSuite.Protos.Identity.V1;

namespace FocusSuite.AppHost.Suite;

/// <summary>An account of each plan, to try things with on a local system.</summary>
internal static class DemoAccounts
{
    public const string Password = "demo-password-1";
    public const string FreeEmail = "demo@focus.local";
    public const string ProEmail = "pro@focus.local";

    public static IReadOnlyList<PutUserRequest> All => [Request(FreeEmail, "Demo", pro: false), Request(ProEmail, "Pro", pro: true)];

    public static PutUserRequest Request(string email, string firstName, bool pro, string password = Password) => new()
    {
        Email = email,
        Password = password,
        FirstName = firstName,
        LastName = "User",
        TimeZone = "UTC",
        Subscription = new Subscription { Plan = pro ? Plan.ProMonthly : Plan.Free, Status = SubscriptionStatus.Active },
    };
}
