using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Calendars;
using FocusSuite.Identity.Storage;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FocusSuite.Identity.Operating;

/// <summary>Makes an account as the operator wants it, or makes the one with the address so. A repeat changes nothing.</summary>
internal sealed class PutUser(AccountBook accounts, Passwords passwords, CalendarBook calendars, IdentityContext context, TimeProvider clock)
{
    private const int MostTries = 5;

    public async Task<PutUserResponse> RunAsync(PutUserRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var validation = new Validation();
        var data = AccountRules.Check(validation, request.Email, request.Password, request.FirstName, request.LastName, request.TimeZone);
        var terms = request.Subscription.ToTerms(validation);
        validation.ThrowIfAny();

        for (var tries = 1; tries <= MostTries; tries++)
        {
            if (await TryAsync(data, terms, now, cancellationToken) is { } response)
            {
                return response;
            }

            // Decide again on fresh state.
            context.ChangeTracker.Clear();
        }

        throw new FocusException(ErrorCodes.Conflict);
    }

    // Null when somebody else made or changed the same account meanwhile.
    private async Task<PutUserResponse?> TryAsync(AccountData data, SubscriptionTerms terms, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(data.Email);
        var created = account is null;
        if (account is null)
        {
            account = await accounts.AddAsync(data, terms with { StartedAt = terms.StartedAt ?? now }, now, cancellationToken);
        }
        else
        {
            (account.Email, account.FirstName, account.LastName, account.TimeZone) = (data.Email, data.FirstName, data.LastName, data.TimeZone);
            account.Subscription.Terms = terms with { StartedAt = terms.StartedAt ?? account.Subscription.BeganFor(terms.Plan) ?? now };
            await SetPasswordAsync(account, data.Password, cancellationToken);
            await SetTimeZoneAsync(account, now, cancellationToken);
        }

        try
        {
            return await accounts.TrySaveAsync([terms.ToEvent(account.Id, now)], cancellationToken)
                ? new PutUserResponse { User = account.ToUser(now), Created = created }
                : null;
        }
        catch (DbUpdateException exception)
            when (exception is DbUpdateConcurrencyException || exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null;
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

    private async Task SetPasswordAsync(Account account, string password, CancellationToken cancellationToken)
    {
        if (await passwords.VerifyAsync(account, password, cancellationToken) == PasswordVerificationResult.Success)
        {
            return;
        }

        // With the stamp, whoever signed in with the old password is signed out; nobody is by a repeat with the same one.
        account.PasswordHash = await passwords.HashAsync(account, password, cancellationToken);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
    }
}
