using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace FocusSuite.AppHost.Servers;

/// <summary>The unprivileged account that a server runs under when we are root: PostgreSQL refuses to run as root.</summary>
internal sealed class ServerAccount
{
    /// <summary>The file in a server's folder that holds its password.</summary>
    public const string PasswordFile = "password";

    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OnlyOwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string? _name;

    /// <summary>The account of this name, or our own where we are not root.</summary>
    public ServerAccount(string name)
    {
        _name = Environment.IsPrivilegedProcess ? name : null;
        if (_name is not null && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal)))
        {
            throw new SetupException($"There is no user '{name}' on this machine. Its package makes it: run ./focus up, or install the package by hand.");
        }
    }

    /// <summary>The command line that becomes this account and then the program, in one process.</summary>
    public IReadOnlyList<string> Command(params IReadOnlyList<string> program) =>
        _name is null ? program : ["setpriv", "--reuid", _name, "--regid", _name, "--clear-groups", "--", .. program];

    /// <summary>Makes a folder that only the account (or we) can read.</summary>
    public async Task OwnFolderAsync(string path)
    {
        Directory.CreateDirectory(path, OnlyOwner);
        await GiveAsync(path);
    }

    /// <summary>Writes a file that only the account (or we) can read.</summary>
    public async Task WriteAsync(string path, string text)
    {
        WriteSecret(path, text);
        await GiveAsync(path);
    }

    /// <summary>Runs a program of the server's to its end.</summary>
    /// <exception cref="SetupException">It ended badly; the message holds what it wrote.</exception>
    public async Task RunAsync(
        string folder, IReadOnlyDictionary<string, string>? environment, IReadOnlyList<string> program, CancellationToken cancellationToken)
    {
        var command = Command(program);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new SetupException($"{Path.GetFileName(program[0])} ended with exit code {process.ExitCode}:\n{await output}{await errors}");
        }
    }

    /// <summary>A random secret that is made once and kept in a file which only its owner can read.</summary>
    /// <returns>Where nothing else is said letters and digits only: it fits into connection strings and addresses.</returns>
    public static string Secret(string path, Func<string>? make = null)
    {
        if (File.Exists(path) && File.ReadAllText(path) is { Length: > 0 } secret)
        {
            return secret;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WriteSecret(path, make?.Invoke() ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        return File.ReadAllText(path);
    }

    private static void WriteSecret(string path, string text)
    {
        File.Delete(path);
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OnlyOwnerFile });
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    private async Task GiveAsync(string path)
    {
        if (_name is not null)
        {
            using var chown = Process.Start("chown", [string.Create(CultureInfo.InvariantCulture, $"{_name}:{_name}"), path]);
            await chown.WaitForExitAsync();
        }
    }
}
