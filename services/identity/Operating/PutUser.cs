using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Calendars;
using FocusSuite.Identity.Storage;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Operating;

/// <summary>Makes an account as the operator wants it, or changes what is named of the one with the address. A repeat changes
/// nothing.</summary>
internal sealed class PutUser(
    AccountBook accounts, AccountTokens tokens, Passwords passwords, CalendarStore calendars, IdentityContext context, TimeProvider clock)
{
    private const int MostTries = 5;

    public async Task<PutUserResponse> RunAsync(PutUserRequest request, CancellationToken cancellationToken)
    {
        var wanted = WantedAccount.Read(request);
        for (var tries = 1; tries <= MostTries; tries++)
        {
            if (await TryAsync(wanted, clock.GetUtcNow(), cancellationToken) is { } response)
            {
                return response;
            }

            // Decide again on fresh state.
            context.ChangeTracker.Clear();
        }

        throw new ApiException(ErrorCodes.Conflict);
    }

    // Null when somebody else made, changed or erased the same account meanwhile.
    private async Task<PutUserResponse?> TryAsync(WantedAccount wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(wanted.Email);
        var created = account is null;
        var facts = new List<FocusEvent>();
        if (account is null)
        {
            var terms = wanted.Subscription.ChangeOf(SubscriptionTerms.Free(now), now);
            account = await accounts.AddAsync(wanted.ToData(), terms, now, cancellationToken);
            facts.Add(terms.ToEvent(account.Id, now));
        }
        else
        {
            await ChangeAsync(account, wanted, now, facts, cancellationToken);
        }

        try
        {
            if (!await accounts.TrySaveAsync(facts, cancellationToken))
            {
                return null;
            }

            facts.OfType<TokensRevoked>().ToList().ForEach(tokens.Tell);
            return new PutUserResponse { User = account.ToUser(now), Created = created };
        }
        catch (DbUpdateException exception)
            when (exception.Is(DatabaseErrorKind.Serialization) || exception.Is(DatabaseErrorKind.Unique) || exception.Is(DatabaseErrorKind.ForeignKey))
        {
            return null;
        }
    }

    private async Task ChangeAsync(Account account, WantedAccount wanted, DateTimeOffset now, List<FocusEvent> facts, CancellationToken cancellationToken)
    {
        account.FirstName = wanted.FirstName ?? account.FirstName;
        account.LastName = wanted.LastName ?? account.LastName;
        if (wanted.TimeZone is { } zone)
        {
            account.TimeZone = zone;
            await SetTimeZoneAsync(account, now, cancellationToken);
        }

        var terms = wanted.Subscription.ChangeOf(account.Subscription.Terms, now);
        if (terms != account.Subscription.Terms)
        {
            account.Subscription.Terms = terms;
            facts.Add(terms.ToEvent(account.Id, now));
        }

        if (wanted.Password is { } password && await SetPasswordAsync(account, password, cancellationToken) is { } revoked)
        {
            facts.Add(revoked);
        }
    }

    private async Task SetTimeZoneAsync(Account account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var history = await calendars.ReadAsync(account.Id, cancellationToken);
        calendars.Continue(history, new CalendarRow
        {
            UserId = account.Id,
            EffectiveFrom = now,
            TimeZone = account.TimeZone,
            DayStartHour = history.Count > 0 ? history[^1].DayStartHour : 0,
        });
    }

    private async Task<TokensRevoked?> SetPasswordAsync(Account account, string password, CancellationToken cancellationToken)
    {
        if (await passwords.VerifyAsync(account, password, cancellationToken) == PasswordVerificationResult.Success)
        {
            return null;
        }

        // Whoever signed in with the old password is signed out; nobody is by a repeat with the same one.
        account.PasswordHash = await passwords.HashAsync(account, password, cancellationToken);
        return tokens.Revoke(account, TokensRevoked.PasswordChanged);
    }
}
