using System.Globalization;

namespace FocusSuite.TestSystem;

/// <summary>What a process holds in memory.</summary>
public static class ProcessMemory
{
    private const long BytesInUnit = 1024;

    /// <summary>Its proportional set size, in which what it shares with other processes counts in parts (Linux: <c>/proc/PID/smaps_rollup</c>).</summary>
    /// <param name="process">Its id.</param>
    /// <returns>Bytes; null when it is gone, or may not be looked at.</returns>
    public static long? Proportional(int process)
    {
        const string Size = "Pss:";
        try
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/smaps_rollup")).FirstOrDefault(line => line.StartsWith(Size, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line[Size.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BytesInUnit;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
