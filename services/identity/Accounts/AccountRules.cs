using FocusSuite.Domain.Calendars;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Identity.Accounts;

/// <summary>What an account may look like.</summary>
internal static class AccountRules
{
    public const int ShortestPassword = 8;

    /// <summary>Long enough for any passphrase, short enough that nobody keeps the hash busy with it.</summary>
    public const int LongestPassword = 128;

    /// <summary>Checks what a person wants the account to be, and notes every fault.</summary>
    /// <returns>The account's data, trimmed and with defaults; of use only when nothing was noted.</returns>
    public static AccountData Check(Validation validation, string email, string password, string firstName, string lastName, string timeZone)
    {
        var address = CheckEmail(validation, email);
        CheckPassword(validation, password, address);
        return new AccountData(
            address,
            password,
            validation.Text(firstName, 0, Account.LongestName, "first_name"),
            validation.Text(lastName, 0, Account.LongestName, "last_name"),
            CheckTimeZone(validation, timeZone, required: false));
    }

    /// <summary>Whether a password could be anybody's: longer ones are never hashed.</summary>
    public static bool CanBePassword(string password) => password.EnumerateRunes().Count() <= LongestPassword;

    /// <summary>An account's address, trimmed.</summary>
    public static string CheckEmail(Validation validation, string email)
    {
        var address = VisibleText.Trim(email);
        if (address.Length == 0)
        {
            validation.Add("email", Validation.Required);
        }
        else if (address.Length > EmailAddress.Longest)
        {
            validation.Add("email", $"Must have at most {EmailAddress.Longest} characters.");
        }
        else if (!EmailAddress.IsValid(address))
        {
            validation.Add("email", "Enter a valid email address.");
        }

        return address;
    }

    /// <summary>A password as somebody wants it.</summary>
    public static void CheckPassword(Validation validation, string password, string email)
    {
        // Passwords are taken as they are: a space at either end is a character like any other.
        var length = password.EnumerateRunes().Count();
        if (length == 0)
        {
            validation.Add("password", Validation.Required);
            return;
        }

        validation
            .Check(length >= ShortestPassword, "password", $"Must have at least {ShortestPassword} characters.")
            .Check(length <= LongestPassword, "password", $"Must have at most {LongestPassword} characters.")
            .Check(!password.Trim().Equals(email, StringComparison.OrdinalIgnoreCase), "password", "Must not be the email address.")
            .Check(!CommonPasswords.Contains(password), "password", "Must not be one of the most common passwords.");
    }

    /// <summary>A time zone as somebody wants it, in its own spelling; the default one where none is given and none has to be.</summary>
    public static string CheckTimeZone(Validation validation, string timeZone, bool required)
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

/// <summary>An account as somebody wants it.</summary>
internal sealed record AccountData(string Email, string Password, string FirstName, string LastName, string TimeZone)
{
    /// <summary>Never shows what it holds, wherever it may be printed.</summary>
    public override string ToString() => nameof(AccountData);
}
