using System.Text;

namespace FocusSuite.AppHost.Tests.Support;

internal static class Processes
{
    /// <summary>The command lines of all running processes that have this text in their command line or their environment.</summary>
    public static IReadOnlyList<string> That(string text) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(folder), out var id) && id != Environment.ProcessId
           let commandLine = Read(folder, "cmdline")
           where commandLine.Length > 0 && (commandLine + Read(folder, "environ")).Contains(text, StringComparison.Ordinal)
           select commandLine,
    ];

    private static string Read(string folder, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, file))).Replace('\0', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
