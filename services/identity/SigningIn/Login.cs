using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Storage;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Identity;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Signs in. A wrong password and an unknown account take the same steps, so that neither answer nor time tells them apart.
/// </summary>
internal sealed class Login(
    AccountBook accounts, Passwords passwords, LoginFailures failures, SignInBook signIns, SignedInAnswer answer, IdentityContext context)
{
    public async Task<SignedIn> RunAsync(LoginRequest request, string clientAddress, CancellationToken cancellationToken)
    {
        var email = request.Email.Trim();
        new Validation()
            .Check(email.Length > 0, "email", Validation.Required)
            .Check(request.Password.Length > 0, "password", Validation.Required)
            .ThrowIfAny();

        var attempt = LoginAttempt.Of(accounts.Normalize(email), clientAddress);
        Refuse(await failures.BlockedForAsync(attempt, cancellationToken));

        var account = await accounts.FindAsync(email);
        var outcome = AccountRules.CanBePassword(request.Password)
            ? await passwords.VerifyAsync(account, request.Password, cancellationToken)
            : await passwords.VerifyAsync(null, string.Empty, cancellationToken);
        if (account is null || outcome == PasswordVerificationResult.Failed)
        {
            Refuse(await failures.RecordAsync(attempt, cancellationToken));
            throw new FocusException(ErrorCodes.InvalidCredentials);
        }

        Refuse(await failures.ResetAsync(attempt, cancellationToken));
        if (outcome == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await accounts.RenewHashAsync(account, request.Password, cancellationToken);
        }

        var token = signIns.Begin(account);
        await context.SaveAsync([], cancellationToken);
        return await answer.OfAsync(account, token, cancellationToken);
    }

    private static void Refuse(TimeSpan? wait)
    {
        if (wait is not null)
        {
            // Whole seconds, as HTTP has them, and never too early.
            throw new FocusException(ErrorCodes.TooManyAttempts) { RetryAfter = TimeSpan.FromSeconds(Math.Ceiling(wait.Value.TotalSeconds)) };
        }
    }
}
