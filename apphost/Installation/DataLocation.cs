using System.Security.Cryptography;
using System.Text;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Installation;

/// <summary>
/// Where the servers' data can live. As root, servers run under accounts of their own, which cannot pass through a private folder such as
/// /root; then the data goes to a place that they can reach.
/// </summary>
internal static class DataLocation
{
    private const string Elsewhere = "/var/lib/focus-suite";

    public static string For(string folder) => For(folder, Posix.IsRoot);

    public static string For(string folder, bool isRoot)
    {
        if (!isRoot || IsPassable(folder))
            return folder;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..12];
        return Path.Combine(Elsewhere, name);
    }

    private static bool IsPassable(string folder)
    {
        for (var current = Directory.GetParent(Path.GetFullPath(folder)); current is not null; current = current.Parent)
        {
            if (current.Exists && (current.UnixFileMode & UnixFileMode.OtherExecute) == 0)
                return false;
        }

        return true;
    }
}
