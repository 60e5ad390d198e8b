using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Storage;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Makes an account on the free plan and signs it in. A repeat with the same key and body within a day finds the account that the first one made and signs
/// in to it, by the password: the tokens of the first answer are kept nowhere, so they cannot be given again, to whomever. All of it counts as any attempt
/// to sign in does, so a key is no way to guess passwords.
/// </summary>
internal sealed class Signup(
    AccountBook accounts, SignInStore signIns, Login login, SignedInAnswer answer, IdentityContext context, TimeProvider clock)
{
    private const string Taken = "An account with this email address already exists.";

    public async Task<SignedIn> RunAsync(SignupRequest request, string? key, string clientAddress, CancellationToken cancellationToken)
    {
        var validation = new Validation();
        var data = AccountRules.Check(validation, request.Email, request.Password, request.FirstName, request.LastName, request.TimeZone);
        var existing = await accounts.FindAsync(data.Email);
        if (Repeats(existing, key))
        {
            validation.ThrowIfAny();
            if (await RepeatAsync(existing!, key!, data, clientAddress, cancellationToken) is { } again)
            {
                return again;
            }

            // It has just been erased: its address is anybody's again.
            existing = null;
        }

        validation.Check(existing is null, "email", Taken).ThrowIfAny();

        var now = clock.GetUtcNow();
        var terms = SubscriptionTerms.Free(now);
        var receipt = key is null ? null : SignupReceipt.Of(key, data);
        var account = await accounts.AddAsync(data, terms, now, cancellationToken, receipt);
        var token = signIns.Begin(account);
        if (await accounts.TrySaveAsync([terms.ToEvent(account.Id, now)], cancellationToken))
        {
            return await answer.OfAsync(account, token, cancellationToken);
        }

        // Somebody was faster; perhaps the same request, sent twice at once.
        context.ChangeTracker.Clear();
        existing = await accounts.FindAsync(data.Email);
        var repeated = Repeats(existing, key) ? await RepeatAsync(existing!, key!, data, clientAddress, cancellationToken) : null;
        if (repeated is null)
        {
            validation.Add("email", Taken).ThrowIfAny();
        }

        return repeated!;
    }

    private bool Repeats(Account? account, string? key) =>
        key is not null && account?.SignupReceipt is { } receipt && account.CreatedAt > clock.GetUtcNow() - SignupReceipt.Lifetime
        && SignupReceipt.HasKey(receipt, key);

    // Null when the account was erased meanwhile.
    private async Task<SignedIn?> RepeatAsync(Account account, string key, AccountData data, string clientAddress, CancellationToken cancellationToken)
    {
        if (!account.SignupReceipt.AsSpan().SequenceEqual(SignupReceipt.Of(key, data)))
        {
            throw new ApiException(ErrorCodes.IdempotencyKeyReused);
        }

        try
        {
            return await login.RunAsync(new LoginRequest { Email = data.Email, Password = data.Password }, clientAddress, cancellationToken);
        }
        catch (ApiException refusal) when (refusal.Code == ErrorCodes.InvalidCredentials)
        {
            context.ChangeTracker.Clear();
            return await accounts.FindAsync(data.Email) is null ? null : throw new ApiException(ErrorCodes.IdempotencyKeyReused);
        }
    }
}
