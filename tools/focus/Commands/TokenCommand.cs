using System.CommandLine;

namespace FocusSuite.Focus.Commands;

/// <summary>./focus token: an access token of an account, alone on standard output, for use in other commands.</summary>
internal static class TokenCommand
{
    public static Command Describe()
    {
        var email = new Argument<string>("EMAIL") { Description = "The account's address" };
        var command = new Command("token", "Print an access token of an account") { email };
        command.SetAction((result, ct) => RunAsync(result.GetRequiredValue(email), ct));
        return command;
    }

    private static async Task<int> RunAsync(string email, CancellationToken ct)
    {
        using var identity = OperatorCall.Connect();
        var tokens = await OperatorCall.RunAsync(() => identity.IssueTokensAsync(email, ct))
            ?? throw new SetupException($"No account has the email {email}. Make one with: ./focus user add {email} --password …");
        await Console.Out.WriteLineAsync(tokens.Access);
        return 0;
    }
}
