using FocusSuite.Identity.Accounts;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Identity;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Signs in. A wrong password and an unknown account take the same steps, so that neither answer nor time tells them apart.
/// </summary>
internal sealed class Login(
    AccountBook accounts,
    Passwords passwords,
    LoginFailures failures,
    KnownAddresses addresses,
    KeyedHashes hashes,
    SignInStore signIns,
    SignedInAnswer answer)
{
    public async Task<SignedIn> RunAsync(LoginRequest request, string clientAddress, CancellationToken cancellationToken)
    {
        var email = VisibleText.Trim(request.Email);
        new Validation()
            .Check(email.Length > 0, "email", Validation.Required)
            .Check(request.Password.Length > 0, "password", Validation.Required)
            .ThrowIfAny();

        var account = await accounts.FindAsync(email);
        var isKnownAddress = await addresses.IsKnownAsync(account?.Id, clientAddress, cancellationToken);
        var attempt = LoginAttempt.Of(hashes, accounts.Normalize(email), clientAddress, isKnownAddress);
        Refuse(await failures.BlockedForAsync(attempt, cancellationToken));

        var outcome = AccountRules.CanBePassword(request.Password)
            ? await passwords.VerifyAsync(account, request.Password, cancellationToken)
            : await passwords.VerifyAsync(null, string.Empty, cancellationToken);
        if (account is null || outcome == PasswordVerificationResult.Failed)
        {
            Refuse(await failures.RecordAsync(attempt, cancellationToken));
            throw new ApiException(ErrorCodes.InvalidCredentials);
        }

        Refuse(await failures.ResetAsync(attempt, cancellationToken));
        if (outcome == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await accounts.RenewHashAsync(account, request.Password, cancellationToken);
        }

        // An account that is erased meanwhile is answered as one that never was.
        return await signIns.TryBeginAsync(account, cancellationToken) is { } token && await addresses.RememberAsync(account.Id, clientAddress, cancellationToken)
            ? await answer.OfAsync(account, token, cancellationToken)
            : throw new ApiException(ErrorCodes.InvalidCredentials);
    }

    private static void Refuse(TimeSpan? wait)
    {
        if (wait is not null)
        {
            // Whole seconds, as HTTP has them, and never too early.
            throw new ApiException(ErrorCodes.TooManyAttempts) { RetryAfter = TimeSpan.FromSeconds(Math.Ceiling(wait.Value.TotalSeconds)) };
        }
    }
}
