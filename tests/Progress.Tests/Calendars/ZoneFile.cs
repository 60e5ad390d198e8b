using System.Buffers.Binary;
using System.Globalization;

namespace FocusSuite.Progress.Tests.Calendars;

/// <summary>
/// A second reader of the time zones, which shares nothing with .NET's but the files: the table of changes of a TZif file (RFC 8536), read
/// as it stands.
/// </summary>
internal sealed class ZoneFile
{
    private const string Folder = "/usr/share/zoneinfo";
    private const int HeaderLength = 44;

    private readonly long[] _changes;
    private readonly int[] _offsets;
    private readonly int _first;

    private ZoneFile(long[] changes, int[] offsets, int first) => (_changes, _offsets, _first) = (changes, offsets, first);

    /// <summary>
    /// The names of all zones: the files of the right form, but for copies that count leap seconds and the machine's own zone.
    /// </summary>
    public static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path))
        .Where(
            name => !name.StartsWith("right/", StringComparison.Ordinal) && !name.StartsWith("posix", StringComparison.Ordinal)
                && name != "localtime")
        .Where(name => Read(name).AsSpan().StartsWith("TZif"u8))
        .Order(StringComparer.Ordinal);

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>
    /// The zone of a name, for moments between two years; null where the file's table does not reach so far, since a rule takes its place.
    /// </summary>
    public static ZoneFile? Find(string name, int lastYear)
    {
        var bytes = Read(name);
        var (skip, _, _) = Counts(bytes, 0, timeSize: 4);
        var (_, times, types) = Counts(bytes, skip, timeSize: 8);
        var at = skip + HeaderLength;
        var changes = Enumerable.Range(0, times).Select(i => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at + (8 * i)))).ToArray();
        var kinds = bytes.AsSpan(at + (8 * times), times).ToArray();
        var table = at + (9 * times);
        var offsetOf = Enumerable.Range(0, types).Select(i => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(table + (6 * i)))).ToArray();

        var rule = System.Text.Encoding.ASCII.GetString(bytes).TrimEnd('\n').Split('\n')[^1];
        var end = new DateTimeOffset(lastYear, 12, 31, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var reaches = !rule.Contains(',', StringComparison.Ordinal) || (times > 0 && changes[^1] > end);
        return reaches ? new ZoneFile(changes, [.. kinds.Select(kind => offsetOf[kind])], offsetOf[0]) : null;
    }

    /// <summary>Minutes on the wall, for each minute (since 1970) of a time, counted one after the other.</summary>
    public IEnumerable<(long Minute, long Wall)> Walk(long fromMinute, long toMinute, int step)
    {
        var next = 0;
        var offset = _first;
        for (var minute = fromMinute; minute < toMinute; minute += step)
        {
            while (next < _changes.Length && _changes[next] <= minute * 60)
            {
                offset = _offsets[next++];
            }

            yield return (minute, minute + (offset / 60));
        }
    }

    public static long Minute(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds() / 60;

    // Of a header and the table behind it: its whole length, the number of changes and the number of kinds of time.
    private static (int Length, int Times, int Types) Counts(byte[] bytes, int at, int timeSize)
    {
        int Number(int place) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 20 + (4 * place)));
        var (isUt, isStandard, leaps, times, types, characters) = (Number(0), Number(1), Number(2), Number(3), Number(4), Number(5));
        return (
            at + HeaderLength + (times * (timeSize + 1)) + (types * 6) + characters + (leaps * (timeSize + 4)) + isStandard + isUt,
            times,
            types);
    }
}
