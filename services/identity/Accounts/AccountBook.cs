using System.Diagnostics;
using FocusSuite.Identity.Calendars;
using FocusSuite.Identity.Storage;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Messaging.Events;
using FocusSuite.Relational;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Accounts;

/// <summary>Finds, makes and saves accounts.</summary>
internal sealed class AccountBook(UserManager<Account> users, IdentityContext context, Passwords passwords, CalendarStore calendars)
{
    /// <summary>The account with an address, whatever its case, with its subscription.</summary>
    public async Task<Account?> FindAsync(string email) => EmailAddress.IsValid(email) ? await users.FindByEmailAsync(email) : null;

    /// <summary>The form of an address in which case does not count. What cannot be one stays as it is.</summary>
    public string Normalize(string email) => EmailAddress.IsValid(email) ? users.NormalizeEmail(email) : email;

    /// <summary>Adds an account with its subscription, not saved yet.</summary>
    public async Task<Account> AddAsync(AccountData data, SubscriptionTerms terms, DateTimeOffset now, CancellationToken cancellationToken, byte[]? signupReceipt = null)
    {
        var account = new Account
        {
            Email = data.Email,
            FirstName = data.FirstName,
            LastName = data.LastName,
            TimeZone = data.TimeZone,
            CreatedAt = now,
            SignupReceipt = signupReceipt,
            Subscription = new AccountSubscription { Terms = terms },
        };
        account.PasswordHash = await passwords.HashAsync(account, data.Password, cancellationToken);
        var result = await users.CreateAsync(account);
        if (!result.Succeeded)
        {
            throw new UnreachableException("Nothing but AccountRules refuses an account.");
        }

        calendars.Begin(account);
        return account;
    }

    /// <summary>Stores the password with the work factor of today. Of several sign-ins at once one does it, and none fails.</summary>
    public async Task RenewHashAsync(Account account, string password, CancellationToken cancellationToken)
    {
        var (weak, strong) = (account.PasswordHash, await passwords.HashAsync(account, password, cancellationToken));
        await context.Accounts.Where(stored => stored.Id == account.Id && stored.PasswordHash == weak)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.PasswordHash, strong), cancellationToken);
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
}
