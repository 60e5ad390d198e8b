namespace FocusSuite.AppHost.Servers;

/// <summary>Points a MongoDB address at another database.</summary>
internal static class MongoAddress
{
    /// <summary>scheme://[account@]hosts[/database][?options]; .NET's Uri does not read a list of hosts.</summary>
    public static string WithDatabase(string address, string database)
    {
        var question = address.IndexOf('?', StringComparison.Ordinal);
        var options = question < 0 ? "" : address[(question + 1)..];
        var server = question < 0 ? address : address[..question];
        var hosts = server.IndexOf("://", StringComparison.Ordinal) + 3;
        var slash = server.IndexOf('/', hosts);
        var previous = slash < 0 ? "" : server[(slash + 1)..];
        server = slash >= 0 ? server[..slash] : server;
        // Who signs in is looked up in the database of the address unless authSource names another one: keep what it was.
        if (server[hosts..].Contains('@', StringComparison.Ordinal) && !options.Contains("authSource=", StringComparison.OrdinalIgnoreCase))
        {
            options = $"authSource={(previous.Length == 0 ? "admin" : previous)}{(options.Length == 0 ? "" : "&" + options)}";
        }

        return $"{server}/{database}{(options.Length == 0 ? "" : "?" + options)}";
    }
}
