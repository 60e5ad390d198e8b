using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FocusSuite.Domain.Calendars;

/// <summary>
/// The time zones that the suite knows, by their IANA names. They are a list that comes with the suite, and a name is compared with it
/// whatever its case: the runtime's lookup answers by the machine's files, takes names of Windows too, and takes a name in another case
/// only after somebody has asked for the right one.
/// </summary>
public static class TimeZoneNames
{
    /// <summary>Who says nothing lives by this.</summary>
    public const string Default = "UTC";

    /// <summary>More characters than any name has.</summary>
    public const int MaxLength = 64;

    private static readonly FrozenDictionary<string, Zone> Zones = Read();

    /// <summary>All names, in their own spelling.</summary>
    public static IEnumerable<string> All => Zones.Values.Select(zone => zone.Name);

    /// <summary>Finds a name in its own spelling.</summary>
    /// <param name="name">A name in any case; another name of a zone (<c>US/Pacific</c>) is a name of its own.</param>
    /// <param name="known">The name as the database has it.</param>
    /// <returns>Whether there is such a zone.</returns>
    public static bool TryFind(string? name, [NotNullWhen(true)] out string? known)
    {
        known = name is not null && Ascii.IsValid(name) && Zones.TryGetValue(name, out var zone) ? zone.Name : null;
        return known is not null;
    }

    /// <summary>A stored name in its own spelling; one that is not known stays as it is.</summary>
    /// <param name="stored">A name that versions before may have taken in another case.</param>
    /// <returns>The name.</returns>
    public static string Spell(string stored) => TryFind(stored, out var known) ? known : stored;

    /// <summary>
    /// The rules of a zone; UTC's where the name is not known or the machine has no such zone, for what was done has to count on some date.
    /// </summary>
    /// <param name="name">A name in any case.</param>
    /// <returns>The zone.</returns>
    public static TimeZoneInfo Resolve(string? name)
    {
        if (name is null || !Ascii.IsValid(name) || !Zones.TryGetValue(name, out var zone))
        {
            return TimeZoneInfo.Utc;
        }

        // Some systems install the older names apart or not at all; the zone that is meant is there all the same.
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone.Name, out var found)
            || TimeZoneInfo.TryFindSystemTimeZoneById(zone.Rules, out found)
                ? found
                : TimeZoneInfo.Utc;
    }

    private static FrozenDictionary<string, Zone> Read()
    {
        using var stream = typeof(TimeZoneNames).Assembly.GetManifestResourceStream("TimeZoneNames.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' '))
            .Select(words => new Zone(words[0], words[^1]))
            .ToFrozenDictionary(zone => zone.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <param name="Name">The name in its own spelling.</param>
    /// <param name="Rules">The zone that it names: itself, but for a link.</param>
    private sealed record Zone(string Name, string Rules);
}
