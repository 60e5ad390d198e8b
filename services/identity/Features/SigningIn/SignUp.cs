using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Features.Accounts;
using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;

namespace FocusSuite.Identity.Features.SigningIn;

/// <summary>
/// Makes an account on the free plan and signs it in. A repeat with the same key and body within a day finds the account that the first one
/// made and signs in to it, by the password: the tokens of the first answer are kept nowhere, so they cannot be given again, to whomever.
/// All of it counts as any attempt to sign in does, so a key is no way to guess passwords.
/// </summary>
internal sealed class SignUp(
    AccountStore accounts,
    SignInStore signIns,
    LoginAttemptStore attempts,
    AttemptLimits limits,
    Passwords passwords,
    LogIn logIn,
    SignedInAnswer answer,
    TimeProvider clock)
{
    private const string Taken = "An account with this email address already exists.";

    public async Task<SignupResponse> HandleAsync(SignupRequest request, ServerCallContext context)
    {
        var clientAddress = ClientAddress.Of(context);
        limits.TakeSignUp(clientAddress);
        var signedUp = await RunAsync(request, context.RequestKey(), clientAddress, context.CancellationToken);

        // Whoever has signed up there is at home there.
        await attempts.RememberAsync(signedUp.User.Id, clientAddress, context.CancellationToken);
        return new SignupResponse
        {
            Status = true,
            Message = "Your account has been created.",
            Results = new SignedInResults { Data = signedUp },
            AdditionalInfo = new EmptyObject(),
        };
    }

    private async Task<SignedIn> RunAsync(SignupRequest request, string? key, string clientAddress, CancellationToken cancellationToken)
    {
        var validation = new Validation();
        var data = validation.Account(request.Email, request.Password, request.FirstName, request.LastName, request.TimeZone);
        var operation = SignupReceipt.Begin(clock, key, data);
        var existing = await accounts.FindAsync(data.Email, cancellationToken);
        if (existing is not null && existing.WasOpenedBy(operation))
        {
            validation.ThrowIfAny();
            if (await RepeatAsync(existing, operation, data, clientAddress, cancellationToken) is { } again)
            {
                return again;
            }

            // It has just been erased: its address is anybody's again.
            existing = null;
        }

        validation.Check(existing is null, "email", Taken).ThrowIfAny();

        var hash = await passwords.HashAsync(data.Password, cancellationToken);
        var account = Account.Open(data, hash, SubscriptionTerms.Free(operation.Now), operation);
        await accounts.AddAsync(account, cancellationToken);
        var token = signIns.Begin(account);
        if (await accounts.TrySaveAsync(account.Announce(operation).Events, cancellationToken))
        {
            return await answer.OfAsync(account, token, cancellationToken);
        }

        // Somebody was faster; perhaps the same request, sent twice at once.
        accounts.StartOver();
        existing = await accounts.FindAsync(data.Email, cancellationToken);
        var repeated = existing is not null && existing.WasOpenedBy(operation)
            ? await RepeatAsync(existing, operation, data, clientAddress, cancellationToken)
            : null;
        if (repeated is null)
        {
            validation.Add("email", Taken).ThrowIfAny();
        }

        return repeated!;
    }

    // Null when the account was erased meanwhile.
    private async Task<SignedIn?> RepeatAsync(
        Account account, OperationContext operation, AccountData data, string clientAddress, CancellationToken cancellationToken)
    {
        if (account.RepeatSignup(operation).Refusal is { } refusal)
        {
            throw refusal.ToException();
        }

        try
        {
            return await logIn.RunAsync(data.Email, data.Password, clientAddress, cancellationToken);
        }
        catch (ApiException refused) when (refused.Code == ErrorCodes.InvalidCredentials)
        {
            accounts.StartOver();
            return await accounts.FindAsync(data.Email, cancellationToken) is null ? null : throw Refusal.KeyReused.ToException();
        }
    }
}
