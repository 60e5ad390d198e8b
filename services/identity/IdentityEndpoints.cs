using FocusSuite.Identity.Calendars;
using FocusSuite.Identity.Operating;
using FocusSuite.Identity.OwnAccount;
using FocusSuite.Identity.SigningIn;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Identity.Tokens;

namespace FocusSuite.Identity;

/// <summary>What identity answers to.</summary>
internal static class IdentityEndpoints
{
    public static void MapIdentity(this WebApplication app)
    {
        app.MapDiscovery();
        app.MapGrpcService<AuthenticationGrpcService>();
        app.MapGrpcService<SubscriptionGrpcService>();
        app.MapGrpcService<AccountGrpcService>();
        app.MapGrpcService<AccountInternalGrpcService>();
        app.MapGrpcService<IdentityInternalGrpcService>();
    }
}
