using FocusSuite.Domain.Calendars;
using FocusSuite.Identity.Domain;
using FocusSuite.Protocol.Errors;

namespace FocusSuite.Identity.Features.Accounts;

/// <summary>Reads what requests say of an account, and notes all that is wrong with it.</summary>
internal static class AccountFields
{
    /// <summary>Reads what a user wants the account to be.</summary>
    /// <returns>The account's data, trimmed and with defaults; of use only when nothing was noted.</returns>
    public static AccountData Account(
        this Validation validation, string email, string password, string firstName, string lastName, string timeZone)
    {
        var address = validation.Email(email);
        validation.Password(password, address);
        return new AccountData(
            address,
            password,
            validation.Text(firstName, 0, Domain.Account.MaxNameLength, "first_name"),
            validation.Text(lastName, 0, Domain.Account.MaxNameLength, "last_name"),
            validation.TimeZone(timeZone, required: false));
    }

    /// <summary>An account's address, trimmed.</summary>
    public static string Email(this Validation validation, string email)
    {
        var address = VisibleText.Trim(email);
        if (address.Length == 0)
        {
            validation.Add("email", Validation.Required);
        }
        else if (AccountRules.EmailViolation(address) is { } violation)
        {
            validation.Add("email", violation);
        }

        return address;
    }

    /// <summary>A password as somebody wants it.</summary>
    public static void Password(this Validation validation, string password, string email)
    {
        foreach (var violation in password.Length == 0 ? [Validation.Required] : AccountRules.PasswordViolations(password, email))
        {
            validation.Add("password", violation);
        }
    }

    /// <summary>A time zone as somebody wants it, in its own spelling; the default one where none is given and none has to be.</summary>
    public static string TimeZone(this Validation validation, string timeZone, bool required)
    {
        var name = VisibleText.Trim(timeZone);
        if (name.Length == 0)
        {
            validation.Check(!required, "time_zone", Validation.Required);
            return TimeZoneNames.Default;
        }

        var isKnown = TimeZoneNames.TryFind(name, out var known);
        validation.Check(isKnown, "time_zone", "Enter the IANA name of a time zone, e.g. Europe/Berlin.");
        return known ?? name;
    }
}
