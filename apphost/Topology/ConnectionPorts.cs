using Npgsql;

namespace FocusSuite.AppHost.Topology;

/// <summary>Connection strings with another port.</summary>
internal static class ConnectionPorts
{
    public static string Replace(NpgsqlConnectionStringBuilder connection, Func<int, int> port)
    {
        connection.Port = port(connection.Port);
        return connection.ConnectionString;
    }

    public static string Replace(UriBuilder address, Func<int, int> port)
    {
        address.Port = port(address.Port);
        return address.Uri.OriginalString;
    }
}
