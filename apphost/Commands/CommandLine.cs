using System.CommandLine;
using System.CommandLine.Help;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Commands;

/// <summary>The commands of ./focus.</summary>
internal static class CommandLine
{
    private const int Failure = 1;
    private const int Misused = 2;

    public static Command Describe() => new("./focus", "FocusSuite on this machine: start it, look at it, test it.")
    {
        new HelpOption(),
        UpCommand.Describe(),
        DownCommand.Describe(),
        StatusCommand.Describe(),
        LogsCommand.Describe(),
        TestCommand.Describe(),
        UserCommand.Describe(),
        TokenCommand.Describe(),
        LoadCommand.Describe(),
    };

    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Error);

    public static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        // Alone, it introduces itself.
        var parsed = Describe().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            // The faults alone: the library would print them and then bury them under the whole help.
            foreach (var message in parsed.Errors.Select(error => error.Message).Distinct())
                await errors.WriteLineAsync(message).ConfigureAwait(false);
            await errors.WriteLineAsync($"See: {PathOf(parsed.CommandResult.Command)} --help").ConfigureAwait(false);
            return Misused;
        }

        // Signals are ours to handle: the library would end the process two seconds after one, in the middle of an orderly stop.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SetupException or PartFailedException)
        {
            await errors.WriteLineAsync(error.Message).ConfigureAwait(false);
            return Failure;
        }
    }

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;
}
