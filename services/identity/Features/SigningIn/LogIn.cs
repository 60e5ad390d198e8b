using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Identity;

namespace FocusSuite.Identity.Features.SigningIn;

/// <summary>
/// Signs in. A wrong password and an unknown account take the same steps, so that neither answer nor time tells them apart.
/// </summary>
internal sealed class LogIn(
    AccountStore accounts,
    SignInStore signIns,
    LoginAttemptStore attempts,
    AttemptLimits limits,
    Passwords passwords,
    KeyedHashes hashes,
    SignedInAnswer answer)
{
    public async Task<LoginResponse> HandleAsync(LoginRequest request, ServerCallContext context)
    {
        var clientAddress = ClientAddress.Of(context);
        var email = VisibleText.Trim(request.Email);

        // As accounts match: by what is visible, whatever its case. Or each spelling of an email would have a share of its own.
        limits.TakeSignIn(email.ToUpperInvariant(), clientAddress);
        new Validation()
            .Check(email.Length > 0, "email", Validation.Required)
            .Check(request.Password.Length > 0, "password", Validation.Required)
            .ThrowIfAny();
        return new LoginResponse
        {
            Status = true,
            Message = "You are signed in.",
            Results = new SignedInResults { Data = await RunAsync(email, request.Password, clientAddress, context.CancellationToken) },
            AdditionalInfo = new EmptyObject(),
        };
    }

    /// <summary>Signs in by an address, trimmed, and a password.</summary>
    /// <exception cref="ApiException">INVALID_CREDENTIALS or TOO_MANY_ATTEMPTS.</exception>
    internal async Task<SignedIn> RunAsync(string email, string password, string clientAddress, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(email, cancellationToken);
        var isKnownAddress = await attempts.IsKnownAsync(account?.Id, clientAddress, cancellationToken);
        var attempt = LoginAttempt.Of(hashes, EmailAddress.Normalize(email), clientAddress, isKnownAddress);
        Refuse(await attempts.BlockedForAsync(attempt, cancellationToken));

        var outcome = AccountRules.CanBePassword(password)
            ? await passwords.VerifyAsync(account, password, cancellationToken)
            : await passwords.VerifyAsync(null, string.Empty, cancellationToken);
        if (account is null || outcome == PasswordVerificationResult.Failed)
        {
            Refuse(await attempts.RecordAsync(attempt, cancellationToken));
            throw new ApiException(ErrorCodes.InvalidCredentials);
        }

        Refuse(await attempts.ResetAsync(attempt, cancellationToken));
        if (outcome == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await accounts.RenewHashAsync(account, await passwords.HashAsync(password, cancellationToken), cancellationToken);
        }

        // An account that is erased meanwhile is answered as one that never was.
        return await signIns.TryBeginAsync(account, cancellationToken) is { } token
            && await attempts.RememberAsync(account.Id, clientAddress, cancellationToken)
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
