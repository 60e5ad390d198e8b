using System.Globalization;

namespace FocusSuite.TestSystem;

/// <summary>Who started whom among the processes of this machine (Linux: <c>/proc/PID/stat</c>).</summary>
public sealed class ProcessTree
{
    private readonly ILookup<int, int> _children;

    private ProcessTree(ILookup<int, int> children) => _children = children;

    /// <summary>As it is in this moment.</summary>
    public static ProcessTree Now() => new(Directory.EnumerateDirectories("/proc")
        .Select(
            folder =>
                (Path: folder,
                    IsProcess: int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id), Id: id))
        .Where(entry => entry.IsProcess)
        .ToLookup(entry => ParentOf(entry.Path), entry => entry.Id));

    /// <summary>A process and all that it started, and they.</summary>
    public IEnumerable<int> From(int process) => _children[process].SelectMany(From).Prepend(process);

    private static int ParentOf(string folder)
    {
        try
        {
            // The name stands in brackets and may hold anything: what follows the last of them is the state and the parent.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(
                stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended in this moment.
            return -1;
        }
    }
}
