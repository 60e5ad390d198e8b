namespace FocusSuite.Identity.Domain;

/// <summary>What an account's address and password may look like, and what is said of those that may not be.</summary>
internal static class AccountRules
{
    public const int MinPasswordLength = 8;

    /// <summary>Long enough for any passphrase, short enough that nobody keeps the hash busy with it.</summary>
    public const int MaxPasswordLength = 128;

    /// <summary>Whether a password could be anybody's: longer ones are never hashed.</summary>
    public static bool CanBePassword(string password) => LengthOf(password) <= MaxPasswordLength;

    /// <summary>What is wrong with an address; null where nothing is.</summary>
    public static string? EmailViolation(string address) =>
        address.Length > EmailAddress.MaxLength ? $"Must have at most {EmailAddress.MaxLength} characters."
        : EmailAddress.IsValid(address) ? null
        : "Enter a valid email address.";

    /// <summary>All that is wrong with a password, which is taken as it is: a space at either end is a character like any other.</summary>
    public static IEnumerable<string> PasswordViolations(string password, string email)
    {
        var length = LengthOf(password);
        if (length < MinPasswordLength)
        {
            yield return $"Must have at least {MinPasswordLength} characters.";
        }

        if (length > MaxPasswordLength)
        {
            yield return $"Must have at most {MaxPasswordLength} characters.";
        }

        if (password.Trim().Equals(email, StringComparison.OrdinalIgnoreCase))
        {
            yield return "Must not be the email address.";
        }

        if (CommonPasswords.Contains(password))
        {
            yield return "Must not be one of the most common passwords.";
        }
    }

    // A code point is a character, however many units it takes.
    private static int LengthOf(string password) => password.EnumerateRunes().Count();
}
