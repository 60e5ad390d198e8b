using FocusSuite.Identity.Storage;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Subscriptions;

/// <summary>Reads subscriptions.</summary>
internal sealed class SubscriptionStore(IdentityContext context)
{
    /// <summary>A user's subscription; that of nobody where there is none.</summary>
    public async Task<SubscriptionTerms> ReadAsync(long userId, CancellationToken cancellationToken)
    {
        var stored = await context.Subscriptions.AsNoTracking().SingleOrDefaultAsync(subscription => subscription.AccountId == userId, cancellationToken);
        return stored?.Terms ?? SubscriptionTerms.None;
    }
}
