using FocusSuite.Domain;
using FocusSuite.Domain.Calendars;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Features.Accounts;
using FocusSuite.Identity.Features.SigningIn;
using FocusSuite.Identity.Persistence;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Revocation;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Wire = FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Identity.Features.Operator;

/// <summary>
/// Makes an account as the operator wants it, or changes what is named of the one with the address. A repeat changes nothing.
/// </summary>
internal sealed class PutUser(
    AccountStore accounts, CalendarStore calendars, Passwords passwords, TokenRevocations revocations,
    [FromKeyedServices(Clocks.Real)] TimeProvider time, TimeProvider clock)
{
    private const int MaxTries = 5;

    public async Task<Wire.PutUserResponse> HandleAsync(Wire.PutUserRequest request, ServerCallContext context)
    {
        var wanted = WantedAccount.Read(request);
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            if (await TryAsync(wanted, OperationContext.Begin(clock), context.CancellationToken) is { } response)
            {
                return response;
            }

            // Decide again on fresh state.
            accounts.StartOver();
        }

        throw new ApiException(ErrorCodes.Conflict);
    }

    // Null when somebody else made, changed or erased the same account meanwhile.
    private async Task<Wire.PutUserResponse?> TryAsync(
        WantedAccount wanted, OperationContext operation, CancellationToken cancellationToken)
    {
        var existing = await accounts.FindAsync(wanted.Email, cancellationToken);
        var (account, facts) = existing is null
            ? await OpenAsync(wanted, operation, cancellationToken)
            : (existing, await ChangeAsync(existing, wanted, operation, cancellationToken));
        try
        {
            if (!await accounts.TrySaveAsync(facts, cancellationToken))
            {
                return null;
            }

            // It is saved: this replica, of all, need not wait for the word.
            facts.OfType<TokensRevoked>().ToList().ForEach(revocations.Revoke);
            return new Wire.PutUserResponse { User = account.ToUser(operation.Now), Created = existing is null };
        }
        catch (DbUpdateException exception) when (exception.Is(DatabaseErrorKind.Serialization)
            || exception.Is(DatabaseErrorKind.Unique) || exception.Is(DatabaseErrorKind.ForeignKey))
        {
            return null;
        }
    }

    private async Task<(Account Account, IReadOnlyList<FocusEvent> Facts)> OpenAsync(
        WantedAccount wanted, OperationContext operation, CancellationToken cancellationToken)
    {
        var data = wanted.ToData();
        var terms = wanted.Subscription.Of(SubscriptionTerms.Free(operation.Now), operation.Now);
        var account = Account.Open(data, await passwords.HashAsync(data.Password, cancellationToken), terms, operation);
        await accounts.AddAsync(account, cancellationToken);
        return (account, account.Announce(operation).Events);
    }

    private async Task<IReadOnlyList<FocusEvent>> ChangeAsync(
        Account account, WantedAccount wanted, OperationContext operation, CancellationToken cancellationToken)
    {
        account.Rename(wanted.FirstName, wanted.LastName);
        if (wanted.TimeZone is { } zone)
        {
            account.MoveTo(zone);
            var history = await calendars.ReadAsync(account.Id, cancellationToken);
            calendars.Continue(history, history.Continue(zone, history.Latest?.DayStartHour ?? 0, operation.Now));
        }

        var subscribed = account.Subscription.Change(wanted.Subscription, operation).Events;
        if (wanted.Password is not { } password
            || await passwords.VerifyAsync(account, password, cancellationToken) == PasswordVerificationResult.Success)
        {
            // A repeat with the same password signs nobody out.
            return subscribed;
        }

        var hash = await passwords.HashAsync(password, cancellationToken);
        return [.. subscribed, .. account.ChangePassword(hash, revocations.HashOf(account.Id), time.GetUtcNow(), operation).Events];
    }
}

/// <summary>An account as the operator wants it: what is null was not named, and stays.</summary>
internal sealed record WantedAccount(
    string Email, string? Password, string? FirstName, string? LastName, string? TimeZone, SubscriptionChange Subscription)
{
    private const string ExpiresAtField = "expires_at";
    private const string TrialEndsAtField = "trial_ends_at";

    /// <summary>Reads a request, and refuses it with all that is wrong.</summary>
    /// <exception cref="ApiException">VALIDATION_FAILED.</exception>
    public static WantedAccount Read(Wire.PutUserRequest request)
    {
        var validation = new Validation();
        var email = validation.Email(request.Email);
        if (request.HasPassword)
        {
            validation.Password(request.Password, email);
        }

        var wanted = new WantedAccount(
            email,
            request.HasPassword ? request.Password : null,
            request.HasFirstName ? validation.Text(request.FirstName, 0, Account.MaxNameLength, "first_name") : null,
            request.HasLastName ? validation.Text(request.LastName, 0, Account.MaxNameLength, "last_name") : null,
            request.HasTimeZone ? validation.TimeZone(request.TimeZone, required: true) : null,
            ReadSubscription(request, validation));
        validation.ThrowIfAny();
        return wanted;
    }

    /// <summary>The data of a new account.</summary>
    /// <exception cref="ApiException">NOT_FOUND: there is none to change, and no password to make one with.</exception>
    public AccountData ToData() => new(
        Email,
        Password ?? throw new ApiException(ErrorCodes.NotFound, $"{IssueTokens.NoAccount} To make one, give a password."),
        FirstName ?? string.Empty,
        LastName ?? string.Empty,
        TimeZone ?? TimeZoneNames.Default);

    /// <summary>Never shows what it holds, wherever it may be printed.</summary>
    public override string ToString() => nameof(WantedAccount);

    private static SubscriptionChange ReadSubscription(Wire.PutUserRequest request, Validation validation)
    {
        var named = request.Subscription ?? new Wire.Subscription();
        foreach (var field in request.Clear.Where(field => field is not (ExpiresAtField or TrialEndsAtField)))
        {
            validation.Add("clear", $"Must name {ExpiresAtField} or {TrialEndsAtField}.");
        }

        var (neverExpires, hasNoTrial) = (request.Clear.Contains(ExpiresAtField), request.Clear.Contains(TrialEndsAtField));

        // Unspecified is the word of older clients for "not named".
        var namesPlan = named.HasPlan && named.Plan != Wire.Plan.Unspecified;
        var namesStatus = named.HasStatus && named.Status != Wire.SubscriptionStatus.Unspecified;
        validation
            .Check(!neverExpires || named.ExpiresAt is null, "clear", "Must not name a time that is given.")
            .Check(!hasNoTrial || named.TrialEndsAt is null, "clear", "Must not name a time that is given.")
            .Check(!namesPlan || named.Plan.FromWire() is not null, "subscription.plan", "Must be free, pro_monthly or pro_yearly.")
            .Check(
                !namesStatus || named.Status.FromWire() is not null,
                "subscription.status",
                "Must be active, canceled, expired or trial.");
        return new SubscriptionChange(
            namesPlan ? named.Plan.FromWire() : null,
            namesStatus ? named.Status.FromWire() : null,
            Instant(named.StartedAt, "subscription.started_at", validation),
            Instant(named.ExpiresAt, $"subscription.{ExpiresAtField}", validation),
            Instant(named.TrialEndsAt, $"subscription.{TrialEndsAtField}", validation),
            neverExpires,
            hasNoTrial);
    }

    private static DateTimeOffset? Instant(Timestamp? timestamp, string field, Validation validation)
    {
        try
        {
            // Whole milliseconds, as all times of the suite are kept.
            return timestamp?.ToDateTimeOffset() is { } time ? time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond)) : null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentOutOfRangeException)
        {
            validation.Add(field, "Must be a time between the years 1 and 9999.");
            return null;
        }
    }
}
