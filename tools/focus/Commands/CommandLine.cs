using System.CommandLine;
using System.CommandLine.Help;

namespace FocusSuite.Focus.Commands;

/// <summary>The commands of ./focus.</summary>
internal static class CommandLine
{
    private const int Failure = 1;
    private const int Misused = 2;

    public static Command Describe() => new("./focus", "What ./focus does beyond Aspire: accounts, tokens, load.")
    {
        new HelpOption(),
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
                await errors.WriteLineAsync(message);
            await errors.WriteLineAsync($"See: {PathOf(parsed.CommandResult.Command)} --help");
            return Misused;
        }

        // Signals are ours to handle: the library would end the process two seconds after one, in the middle of an orderly stop.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (SetupException error)
        {
            await errors.WriteLineAsync(error.Message);
            return Failure;
        }
    }

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;
}
