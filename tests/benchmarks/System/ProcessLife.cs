using System.Diagnostics;
using System.Globalization;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>A process as it was seen: its id may belong to another one later, its start may not (Linux: <c>/proc/PID/stat</c>).</summary>
internal readonly record struct ProcessLife(int Id, long Start)
{
    public bool IsOver => Of(Id) != this;

    /// <summary>The process that has this id now.</summary>
    public static ProcessLife? Of(int id) => Fields(id) is { } fields ? new ProcessLife(id, Number(fields, 19)) : null;

    /// <summary>A process and all that it started, and they.</summary>
    public static IReadOnlyList<ProcessLife> Tree(int root)
    {
        var children = Ids().ToLookup(id => Fields(id) is { } fields ? Number(fields, 1) : 0);
        IEnumerable<int> From(int id) => children[id].SelectMany(From).Prepend(id);
        return [.. From(root).Select(Of).OfType<ProcessLife>()];
    }

    /// <summary>The processes whose command line names something.</summary>
    public static IReadOnlyList<ProcessLife> Naming(string text) =>
        [.. Ids().Where(id => Read(id, "cmdline")?.Contains(text, StringComparison.Ordinal) == true).Select(Of).OfType<ProcessLife>()];

    public void Signal(string signal)
    {
        if (!IsOver)
        {
            using var kill = Process.Start("kill", ["-" + signal, Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }

    /// <returns>Whether it has ended in time.</returns>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        while (!IsOver && clock.Elapsed < time)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return IsOver;
    }

    private static long Number(string[] fields, int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);

    private static IEnumerable<int> Ids() =>
        from name in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(name, CultureInfo.InvariantCulture);

    /// <summary>What follows the program's name, which stands in brackets and may hold anything. A zombie has ended.</summary>
    private static string[]? Fields(int id)
    {
        if (Read(id, "stat") is not { } stat)
        {
            return null;
        }

        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] == "Z" ? null : fields;
    }

    private static string? Read(int id, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{file}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is somebody else's.
            return null;
        }
    }
}
