namespace FocusSuite.AppHost.Running;

/// <summary>A part of the system did not start, or ended when it should not have.</summary>
public sealed class PartFailedException : Exception
{
    internal PartFailedException(string part, string reason, IReadOnlyList<string> lastLogLines, string logFile)
        : base(Describe(part, reason, lastLogLines, logFile))
    {
        Part = part;
        Reason = reason;
        LastLogLines = lastLogLines;
        LogFile = logFile;
    }

    /// <summary>The part's name.</summary>
    public string Part { get; }

    /// <summary>What happened to it.</summary>
    public string Reason { get; }

    /// <summary>The end of what it wrote.</summary>
    public IReadOnlyList<string> LastLogLines { get; }

    /// <summary>Where the rest of it is.</summary>
    public string LogFile { get; }

    private static string Describe(string part, string reason, IReadOnlyList<string> lines, string logFile) =>
        $"{part} {reason}. Its last log lines ({logFile}):{Environment.NewLine}{string.Join(Environment.NewLine, lines.Select(line => "  " + line))}";
}
