using System.CommandLine;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Commands;

/// <summary>./focus logs: the end of what a part wrote, or of all, and what they go on to write.</summary>
internal static class LogsCommand
{
    private const int DefaultLines = 40;

    private static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(200);

    public static Command Describe()
    {
        var part = new Argument<string?>("part") { Description = "identity, catalog, …; all when it is left out", Arity = ArgumentArity.ZeroOrOne };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what is written from now on" };
        var lines = new Option<int>("--lines", "-n") { Description = "How many lines of each", HelpName = "N", DefaultValueFactory = _ => DefaultLines };
        var command = new Command("logs", "Show what the parts wrote") { part, follow, lines };
        command.SetAction(async (result, _) =>
        {
            using var signals = new StopSignals(again: () => { });
            var files = Files(FocusFolder.Find(), result.GetValue(part));
            await ShowAsync(files, result.GetValue(lines), result.GetValue(follow), Console.Out, signals.Stop).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    public static IReadOnlyList<string> Files(FocusFolder folder, string? part)
    {
        var all = Directory.Exists(folder.LogFolder) ? Directory.GetFiles(folder.LogFolder, "*.log") : [];
        if (all.Length == 0)
            throw new SetupException("There are no logs yet. Start the system with: ./focus up");
        if (part is null)
            return [.. all.Order(StringComparer.Ordinal)];
        var file = all.FirstOrDefault(file => NameOf(file) == part);
        return file is not null ? [file] : throw new SetupException($"There is no log of '{part}'. There are: {string.Join(", ", all.Select(NameOf).Order(StringComparer.Ordinal))}.");
    }

    public static async Task ShowAsync(IReadOnlyList<string> files, int lines, bool follow, TextWriter output, CancellationToken stop)
    {
        var tails = files.Select(file => (Prefix: files.Count == 1 ? "" : $"[{NameOf(file)}] ", Tail: new LogTail(file))).ToArray();
        try
        {
            foreach (var (prefix, tail) in tails)
                Write(prefix, tail.SkipToLast(lines), output);
            while (follow && !stop.IsCancellationRequested)
            {
                foreach (var (prefix, tail) in tails)
                    Write(prefix, tail.NewLines(), output);
                await Task.Delay(FollowInterval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            foreach (var (_, tail) in tails)
                tail.Dispose();
        }
    }

    private static void Write(string prefix, IEnumerable<string> lines, TextWriter output)
    {
        foreach (var line in lines)
            output.WriteLine(prefix + line);
    }

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file);
}
