namespace FocusSuite.Client;

/// <summary>Where the suite is, and who calls it; section <c>Focus:Client</c>.</summary>
public sealed class FocusSuiteClientOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Focus:Client";

    /// <summary>
    /// The gateway's address for gRPC, e.g. <c>http://gateway:8001</c>: public methods are called there. Null where they are called at
    /// their services' own addresses.
    /// </summary>
    public string? Gateway { get; set; }

    /// <summary>
    /// The services' own addresses by their names, e.g. <c>Focus:Client:Services:identity</c>: internal methods are called there.
    /// <c>http://host:port</c>, <c>https://host:port</c>, or <c>dns:///host:port</c> for every address that the name has.
    /// </summary>
    public IDictionary<string, string> Services { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name by which the services know the caller, e.g. <c>billing</c>.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The installation's service key, base64, at least 32 bytes: what makes the caller one of its services. Null where only
    /// people call.</summary>
    public string? ServiceKey { get; set; }

    /// <summary>The time for a call that says nothing of its own, all tries together; default 10 s. Streams have none.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a call that may be repeated is tried at most while its service is away, 1..5; default 4.</summary>
    public int MaxAttempts { get; set; } = 4;
}
