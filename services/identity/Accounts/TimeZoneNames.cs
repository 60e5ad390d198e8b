namespace FocusSuite.Identity.Accounts;

/// <summary>Names of time zones as the IANA database has them.</summary>
internal static class TimeZoneNames
{
    public const string Default = "UTC";

    /// <summary>More than any name of the database has.</summary>
    public const int Longest = 64;

    // Files beside the zones on most systems that are not zones of the world: copies that count leap seconds, and the machine's own.
    private static readonly string[] NotZones = ["right/", "posix/", "posixrules", "localtime", "Factory"];

    public static bool IsKnown(string name) =>
        name.Length is > 0 and <= Longest
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '_' or '-' or '+')
        && !NotZones.Any(name.StartsWith)
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        && zone.HasIanaId;
}
