using System.Collections.Frozen;
using System.IO.Compression;

namespace FocusSuite.Identity.Domain;

/// <summary>
/// The passwords that guessers try first: some 20,000 of published breaches (common-passwords.LICENSE.txt says from where), of which those
/// count here that are long enough for a password. In whatever case: a capital at the front is what everybody thinks of.
/// </summary>
internal static class CommonPasswords
{
    private const string Resource = "common-passwords.txt.gz";

    private static readonly Lazy<FrozenSet<string>> All = new(Read);

    /// <summary>Whether a password is one of them.</summary>
    public static bool Contains(string password) => All.Value.Contains(password.Trim());

    private static FrozenSet<string> Read()
    {
        using var packed = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var found = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length >= AccountRules.MinPasswordLength)
            {
                found.Add(line);
            }
        }

        return found.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
