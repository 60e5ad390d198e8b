using YamlDotNet.Core;

namespace FocusSuite.Insights.Definitions;

/// <summary>
/// Where each value of a definition stands in the file, and which of them could not be read. Paths are those of the problems that the
/// catalog finds.
/// </summary>
/// <param name="start">Where the definition begins.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class FilePlaces(Mark start, FileErrors errors)
{
    private readonly Dictionary<string, Mark> _marks = new() { [""] = start };
    private readonly HashSet<string> _failed = [];
    private readonly HashSet<string> _doubtful = [];

    public void Add(string path, Mark mark) => _marks[path] = mark;

    /// <summary>Notes an error of form. What stands at the path, and below it, is not judged any more.</summary>
    /// <param name="path">The path.</param>
    /// <param name="mark">Where it stands.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    public void Fail(string path, Mark mark, string what, string remedy)
    {
        errors.Add(mark, what, remedy);
        Settle(path);
    }

    /// <summary>Takes a path, and all below it, from what is judged.</summary>
    /// <param name="path">The path.</param>
    public void Settle(string path) => _failed.Add(path);

    /// <summary>Takes a path, but not what is below it, from what is judged: it depends on what could not be read.</summary>
    /// <param name="path">The path.</param>
    public void Doubt(string path) => _doubtful.Add(path);

    /// <summary>Whether anything at a path or below it could not be read.</summary>
    /// <param name="path">The path.</param>
    public bool HasFailedBelow(string path) => _failed.Any(failed => IsAt(failed, path));

    /// <summary>Whether a problem at a path tells nothing that was not told.</summary>
    /// <param name="path">The path.</param>
    public bool IsSettled(string path) => _doubtful.Contains(path) || _failed.Any(failed => IsAt(path, failed));

    /// <summary>Where a path stands, or what is nearest above it.</summary>
    /// <param name="path">The path.</param>
    public Mark Find(string path)
    {
        while (true)
        {
            if (_marks.TryGetValue(path, out var mark))
            {
                return mark;
            }

            path = path[..Math.Max(path.LastIndexOf('/'), 0)];
        }
    }

    private static bool IsAt(string path, string above) =>
        above.Length == 0 || path == above || path.StartsWith(above + "/", StringComparison.Ordinal);
}
