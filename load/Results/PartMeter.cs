using System.Globalization;

namespace FocusSuite.Load.Results;

/// <summary>
/// How much processor time and memory each part of a running system takes, with all processes that it started (Linux: <c>/proc</c>).
/// </summary>
/// <param name="parts">The process of each part.</param>
public sealed class PartMeter(IReadOnlyDictionary<string, int> parts)
{
    // USER_HZ, which is the same on every Linux that .NET runs on.
    private const double TicksASecond = 100;
    private const double BytesInMegabyte = 1e6;

    private IReadOnlyDictionary<string, TimeSpan> _began = new Dictionary<string, TimeSpan>();

    /// <summary>Counts from now on.</summary>
    public void Begin() => _began = Read(process => process.Processor, (sum, one) => sum + one);

    /// <summary>What each part has cost since <see cref="Begin"/>, the dearest first.</summary>
    /// <param name="requests">How many requests there were.</param>
    /// <returns>Nothing where there was none.</returns>
    public IReadOnlyList<PartCost> Costs(int requests)
    {
        if (requests == 0)
        {
            return [];
        }

        var resident = Resident();
        return
        [
            .. from part in Taken()
               orderby part.Value descending
               select new PartCost(
                   part.Key, part.Value.TotalMilliseconds / requests, resident.GetValueOrDefault(part.Key) / BytesInMegabyte),
        ];
    }

    /// <summary>What each part has taken since <see cref="Begin"/>.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Taken() =>
        Read(process => process.Processor, (sum, one) => sum + one)
            .ToDictionary(part => part.Key, part => part.Value - _began.GetValueOrDefault(part.Key));

    /// <summary>The memory of each part now, in bytes: proportional set sizes, in which what processes share counts in parts.</summary>
    public IReadOnlyDictionary<string, long> Resident() => Read(process => Proportional(process.Id), (sum, one) => sum + one);

    private static long Proportional(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/smaps_rollup")
                .FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line[4..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private Dictionary<string, T> Read<T>(Func<Stat, T> read, Func<T, T, T> add)
        where T : struct
    {
        var children = Stat.All().ToLookup(process => process.Parent);
        IEnumerable<Stat> From(Stat process) => children[process.Id].SelectMany(From).Prepend(process);
        return parts.Select(part => (part.Key, Stat: Stat.Read(part.Value))).Where(part => part.Stat is not null)
            .ToDictionary(part => part.Key, part => From(part.Stat!.Value).Select(read).Aggregate(add));
    }

    private readonly record struct Stat(int Id, int Parent, TimeSpan Processor)
    {
        public static IEnumerable<Stat> All() =>
            from folder in Directory.EnumerateDirectories("/proc")
            where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            let stat = Read(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            where stat is not null
            select stat.Value;

        public static Stat? Read(int id)
        {
            try
            {
                // The second field is the program's name in parentheses and may hold anything; what follows its last parenthesis is
                // regular.
                var text = File.ReadAllText($"/proc/{id}/stat");
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);

                // Its own time in user and kernel mode, and that of children that have ended.
                return new Stat(
                    id, (int)Number(1), TimeSpan.FromSeconds((Number(11) + Number(12) + Number(13) + Number(14)) / TicksASecond));
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}
