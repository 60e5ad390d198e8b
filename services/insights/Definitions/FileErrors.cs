using YamlDotNet.Core;

namespace FocusSuite.Insights.Definitions;

/// <summary>All that is wrong in one file, in the order of its lines.</summary>
/// <param name="file">The file's name.</param>
internal sealed class FileErrors(string file)
{
    /// <summary>Who has so many errors corrects some of them before reading on.</summary>
    public const int MaxErrors = 100;

    private readonly List<FileError> _errors = [];

    /// <summary>The errors, or the first hundred of them.</summary>
    public IReadOnlyList<FileError> InOrder =>
        [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column).Distinct().Take(MaxErrors)];

    public void Add(Mark mark, string what, string remedy) => Add((int)mark.Line, (int)mark.Column, what, remedy);

    public void Add(int line, int column, string what, string remedy) => _errors.Add(new FileError(file, line, column, what, remedy));
}
