using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Identity.SigningIn;

/// <summary>Makes an account on the free plan and signs it in.</summary>
internal sealed class Signup(AccountBook accounts, SignInBook signIns, SignedInAnswer answer, TimeProvider clock)
{
    private const string Taken = "An account with this email address already exists.";

    public async Task<SignedIn> RunAsync(SignupRequest request, CancellationToken cancellationToken)
    {
        var validation = new Validation();
        var data = AccountRules.Check(validation, request.Email, request.Password, request.FirstName, request.LastName, request.TimeZone);
        validation.Check(await accounts.FindAsync(data.Email) is null, "email", Taken).ThrowIfAny();

        var now = clock.GetUtcNow();
        var terms = SubscriptionTerms.Free(now);
        var account = await accounts.AddAsync(data, terms, now, cancellationToken);
        var token = signIns.Begin(account);
        if (!await accounts.TrySaveAsync([terms.ToEvent(account.Id, now)], cancellationToken))
        {
            validation.Add("email", Taken).ThrowIfAny();
        }

        return await answer.OfAsync(account, token, cancellationToken);
    }
}
