using FocusSuite.Identity.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Accounts;

/// <summary>
/// Accounts for <see cref="UserManager{TUser}"/>. It never saves: accounts are saved together with their events by <see cref="IdentityContext"/>.
/// Subscriptions come with the account, since every use of one wants the other.
/// </summary>
internal sealed class AccountStore : UserOnlyStore<Account, IdentityContext, long>
{
    public AccountStore(IdentityContext context)
        : base(context) => AutoSaveChanges = false;

    public override IQueryable<Account> Users => Context.Accounts.Include(account => account.Subscription);

    public override async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken = default)
    {
        // The number is drawn here and not at the insert, so that the events of the same transaction can name it.
        await Context.AddAsync(user, cancellationToken);
        return IdentityResult.Success;
    }
}
