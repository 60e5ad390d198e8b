using FocusSuite.Domain.Calendars;
using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Identity.Operating;

/// <summary>An account as the operator wants it: what is null was not named, and stays.</summary>
internal sealed record WantedAccount(string Email, string? Password, string? FirstName, string? LastName, string? TimeZone, SubscriptionChange Subscription)
{
    /// <summary>Reads a request, and refuses it with every fault.</summary>
    public static WantedAccount Read(PutUserRequest request)
    {
        var validation = new Validation();
        var email = AccountRules.CheckEmail(validation, request.Email);
        if (request.HasPassword)
        {
            AccountRules.CheckPassword(validation, request.Password, email);
        }

        var wanted = new WantedAccount(
            email,
            request.HasPassword ? request.Password : null,
            request.HasFirstName ? validation.Text(request.FirstName, 0, Account.LongestName, "first_name") : null,
            request.HasLastName ? validation.Text(request.LastName, 0, Account.LongestName, "last_name") : null,
            request.HasTimeZone ? AccountRules.CheckTimeZone(validation, request.TimeZone, required: true) : null,
            SubscriptionChange.Read(request, validation));
        validation.ThrowIfAny();
        return wanted;
    }

    /// <summary>The data of a new account.</summary>
    /// <exception cref="ApiException">NOT_FOUND: there is none to change, and no password to make one with.</exception>
    public AccountData ToData() => new(
        Email,
        Password ?? throw new ApiException(ErrorCodes.NotFound, $"{IdentityInternalGrpcService.NoAccount} To make one, give a password."),
        FirstName ?? string.Empty,
        LastName ?? string.Empty,
        TimeZone ?? TimeZoneNames.Default);

    /// <summary>Never shows what it holds, wherever it may be printed.</summary>
    public override string ToString() => nameof(WantedAccount);
}
