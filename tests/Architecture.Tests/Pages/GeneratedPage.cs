using FocusSuite.TestSupport;

namespace FocusSuite.Architecture.Tests.Pages;

/// <summary>A page of docs/generated.</summary>
/// <param name="Name">The file's name, without its ending.</param>
/// <param name="Title">The page's title.</param>
/// <param name="Tables">Its tables, one after the other.</param>
internal sealed record GeneratedPage(string Name, string Title, params IReadOnlyList<Table> Tables)
{
    public const string Command = "FOCUS_GENERATE_DOCS=1 ./focus test --project Architecture --filter GeneratedPages";

    public string File => Path.Combine(Repository.Root, "docs", "generated", $"{Name}.md");

    public string Markdown =>
        $"# {Title}\n\n<!-- Generated from the code. Do not edit this page; write it anew:\n     {Command} -->\n"
        + string.Concat(Tables.Select(table => $"\n{table.Text}\n\n{table.Markdown}\n"));
}

/// <summary>A table with a sentence or two above it.</summary>
/// <param name="Text">What the table shows, in lines of at most 120 characters.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows, a cell for each heading.</param>
internal sealed record Table(string Text, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public string Markdown => string.Join('\n', new[] { Line(Columns), Line([.. Columns.Select(_ => "---")]) }.Concat(Rows.Select(Line)));

    private static string Line(IReadOnlyList<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
