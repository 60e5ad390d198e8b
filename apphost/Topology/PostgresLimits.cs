using System.Globalization;

namespace FocusSuite.AppHost.Topology;

/// <summary>How many connections a PostgreSQL server of ours takes, and what a process of the suite may ask of it.</summary>
internal static class PostgresLimits
{
    /// <summary>max_connections: five services with replicas and pools of their own, and test suites beside each other.</summary>
    public const int Connections = 300;

    /// <summary>Connections a process: all services together stay below the server's limit, also with some replicas.</summary>
    public const int LargestPool = 40;

    /// <summary>A whole system that starts on two cores keeps a new connection waiting longer than usual.</summary>
    public static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(45);

    /// <summary>The same as words of a connection string, to be added to one that somebody else makes.</summary>
    public static string AsWords => string.Create(CultureInfo.InvariantCulture, $"Maximum Pool Size={LargestPool};Timeout={ConnectPatience.TotalSeconds:0}");
}
