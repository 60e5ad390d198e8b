using System.Globalization;

namespace FocusSuite.AppHost.Running;

/// <summary>An unprivileged account that a server runs under when we are root: PostgreSQL refuses to run as root, and no server needs to.</summary>
internal sealed record ServiceUser(string Name, uint UserId, uint GroupId)
{
    /// <summary>The account to run a server under; null when we are not root and the server simply runs as we do.</summary>
    public static ServiceUser? ForRoot(string name) => Posix.IsRoot ? Find(name) : null;

    /// <summary>The command that becomes this account and then the program, in one process.</summary>
    public IReadOnlyList<string> Prefix => ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--"];

    private static ServiceUser Find(string name)
    {
        var entry = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 3 && fields[0] == name)
            ?? throw new SetupException($"There is no user '{name}' on this machine. Its package makes it: run ./focus up again, or install the package by hand.");
        return new ServiceUser(name, uint.Parse(entry[2], CultureInfo.InvariantCulture), uint.Parse(entry[3], CultureInfo.InvariantCulture));
    }
}
