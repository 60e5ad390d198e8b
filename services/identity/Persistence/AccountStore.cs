using FocusSuite.Identity.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Persistence;

/// <summary>Finds, adds and saves accounts, each with its subscription.</summary>
internal sealed class AccountStore(IdentityContext context)
{
    /// <summary>The account with an address, whatever its case.</summary>
    public async Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        if (!EmailAddress.IsValid(email))
        {
            return null;
        }

        var normalized = EmailAddress.Normalize(email);
        return await context.Accounts.Include(account => account.Subscription)
            .SingleOrDefaultAsync(account => account.NormalizedEmail == normalized, cancellationToken);
    }

    /// <summary>The account with a number, without its subscription.</summary>
    public Task<Account?> FindAsync(long id, CancellationToken cancellationToken) =>
        context.Accounts.SingleOrDefaultAsync(account => account.Id == id, cancellationToken);

    /// <summary>A user's terms; those of nobody where there is no subscription.</summary>
    public async Task<SubscriptionTerms> ReadTermsAsync(long userId, CancellationToken cancellationToken)
    {
        var stored = await context.Subscriptions.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == userId, cancellationToken);
        return stored?.Terms ?? SubscriptionTerms.None;
    }

    /// <summary>
    /// Adds an account and the first of its settings, not saved yet. It has its number from here on, so that its events can name it.
    /// </summary>
    public async Task AddAsync(Account account, CancellationToken cancellationToken)
    {
        await context.AddAsync(account, cancellationToken);
        context.Calendars.Add(new CalendarEntry { UserId = account.Id, EffectiveFrom = account.CreatedAt, TimeZone = account.TimeZone });
    }

    /// <summary>Saves what was changed and what it caused.</summary>
    /// <returns>False when somebody else has just made an account with the same address.</returns>
    public async Task<bool> TrySaveAsync(IReadOnlyCollection<FocusEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveAsync(events, cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception.Is(DatabaseErrorKind.Unique, IdentityContext.UniqueEmail))
        {
            return false;
        }
    }

    /// <summary>Leaves what was read and changed: from here on all is read anew.</summary>
    public void StartOver() => context.ChangeTracker.Clear();

    /// <summary>Stores the same password with another work factor. Of several sign-ins at once one does it, and none fails.</summary>
    public Task RenewHashAsync(Account account, string passwordHash, CancellationToken cancellationToken) =>
        context.Accounts.Where(stored => stored.Id == account.Id && stored.PasswordHash == account.PasswordHash)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.PasswordHash, passwordHash), cancellationToken);
}
