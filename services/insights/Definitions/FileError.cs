namespace FocusSuite.Insights.Definitions;

/// <summary>Something wrong in a file of achievements, where it stands, and what to do about it.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record FileError(string File, int Line, int Column, string What, string Remedy)
{
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}: {What}; {Remedy}");
}
