using FocusSuite.Focus.Commands;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("user add nobody --password long-enough", "write it as name@example.com")]
    [InlineData("user add a@b.c", "--password")]
    [InlineData("user add a@b.c --password long-enough --plan gold", "pro_monthly")]
    [InlineData("user add a@b.c --password long-enough --pro --plan pro_yearly", "write --pro or --plan")]
    [InlineData("user add a@b.c --password long-enough --plan free --status expired", "write --plan pro_monthly")]
    [InlineData("user add a@b.c --expires 2027-01-31T12:00:00Z --no-expiry", "write one of them")]
    [InlineData("user add a@b.c --trial-ends 2027-01-31T12:00:00Z --no-trial", "write one of them")]
    [InlineData("user add a@b.c --password long-enough --plan pro_monthly --status trial", "add --trial-ends")]
    [InlineData("user add a@b.c --password long-enough --pro --expires soon", "2027-01-31T12:00:00Z")]
    [InlineData("token", "./focus token --help")]
    public async Task RunAsync_Misuse_SaysWhatToWriteInstead(string line, string expected)
    {
        using var errors = new StringWriter();
        (await CommandLine.RunAsync(line.Split(' '), errors)).ShouldBe(2);
        errors.ToString().ShouldContain(expected);
    }

    [Fact]
    public void Describe_EveryCommandAndOption_HasADescription()
    {
        var commands = new Queue<System.CommandLine.Command>([CommandLine.Describe()]);
        while (commands.TryDequeue(out var command))
        {
            command.Description.ShouldNotBeNullOrWhiteSpace(command.Name);
            command.Options.ShouldAllBe(option => !string.IsNullOrWhiteSpace(option.Description));
            command.Arguments.ShouldAllBe(argument => !string.IsNullOrWhiteSpace(argument.Description));
            foreach (var child in command.Subcommands)
            {
                commands.Enqueue(child);
            }
        }
    }
}
