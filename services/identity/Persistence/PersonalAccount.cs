using FocusSuite.Identity.Domain;
using FocusSuite.ServiceDefaults.Erasure;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Persistence;

/// <summary>What identity itself holds about a user. No hash, stamp or token is handed out: they are secrets, not data.</summary>
internal sealed class PersonalAccount(IdentityContext context, KeyedHashes hashes) : IPersonalData
{
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(long userId, CancellationToken cancellationToken) =>
        new Dictionary<string, long>
        {
            ["accounts"] = await context.Accounts.LongCountAsync(account => account.Id == userId, cancellationToken),
            ["sign_ins"] = await context.SignIns.LongCountAsync(signIn => signIn.AccountId == userId, cancellationToken),
            ["calendars"] = await context.Calendars.LongCountAsync(calendar => calendar.UserId == userId, cancellationToken),
        };

    public async Task RemoveAsync(long userId, CancellationToken cancellationToken)
    {
        var email = await context.Accounts.Where(account => account.Id == userId).Select(account => account.Email)
            .SingleOrDefaultAsync(cancellationToken);
        if (email is not null)
        {
            // Those from places where the account was known are under hashes that name the place too; they go within minutes by themselves.
            var key = LoginAttempt.AccountKey(hashes, EmailAddress.Normalize(email));
            await context.Set<LoginFailureRow>().Where(failure => failure.Key == key).ExecuteDeleteAsync(cancellationToken);
        }

        await context.Set<RequestKeyRow>().Where(key => key.UserId == userId).ExecuteDeleteAsync(cancellationToken);

        // Subscription and sign-ins go with the account; a history of settings may be there without one.
        await context.Calendars.Where(calendar => calendar.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await context.Accounts.Where(account => account.Id == userId).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<PersonalPage> ExportAsync(long userId, string pageToken, CancellationToken cancellationToken)
    {
        var records = new List<(string Kind, string Json)>();
        var account = await context.Accounts.AsNoTracking().Include(row => row.Subscription)
            .SingleOrDefaultAsync(row => row.Id == userId, cancellationToken);
        if (account is not null)
        {
            records.Add(("accounts", PersonalJson.Write(Show(account))));
        }

        var signIns = await context.SignIns.AsNoTracking().Where(row => row.AccountId == userId).OrderBy(row => row.ExpiresAt).Take(1000)
            .ToListAsync(cancellationToken);

        // Not by what names it: the family's id is half of a token.
        records.AddRange(signIns.Select(row => ("sign_ins", PersonalJson.Write(new { LastUsedAt = row.IssuedAt, row.ExpiresAt }))));

        var calendars = await context.Calendars.AsNoTracking().Where(row => row.UserId == userId).OrderBy(row => row.EffectiveFrom)
            .ToListAsync(cancellationToken);
        records.AddRange(calendars.Select(row => ("calendars", PersonalJson.Write(row.ToSettings()))));
        return new PersonalPage(records, string.Empty);
    }

    private static object Show(Account account) => new
    {
        UserId = account.Id,
        account.Email,
        account.FirstName,
        account.LastName,
        account.TimeZone,
        account.CreatedAt,
        Subscription = new
        {
            Plan = account.Subscription.Plan.Word(),
            Status = account.Subscription.Status.Word(),
            account.Subscription.StartedAt,
            account.Subscription.ExpiresAt,
            account.Subscription.TrialEndsAt,
        },
    };
}
