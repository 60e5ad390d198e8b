namespace FocusSuite.Client.Calls;

/// <summary>Where a service is: one address, or every address of a name.</summary>
internal static class ServiceAddress
{
    /// <summary>What is said of a setting that is none.</summary>
    public const string Remedy = "set it to http://host:port, https://host:port, or dns:///host:port for all addresses of a name.";

    /// <summary>Reads a setting.</summary>
    /// <returns>The address as a gRPC client takes it; null where it is none.</returns>
    public static Uri? TryParse(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri switch
    {
        { Scheme: "dns", AbsolutePath.Length: > 1 } => true,
        { Scheme: "http" or "https", PathAndQuery: "/" } => true,
        _ => false,
    }
        ? uri
        : null;

    /// <summary>Whether there may be more than one address, which the client then chooses from.</summary>
    public static bool IsBalanced(Uri address) => address.Scheme == "dns";
}
