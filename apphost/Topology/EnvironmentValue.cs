namespace FocusSuite.AppHost.Topology;

/// <summary>
/// What an environment variable of a resource will hold, said without knowing ports or passwords: the local runner resolves it against
/// the ports it took; another host (Aspire's, say) maps it to its own kind of reference.
/// </summary>
internal abstract record EnvironmentValue
{
    /// <summary>The resource that the value points at, if it points at one.</summary>
    public virtual string? Target => null;

    public static implicit operator EnvironmentValue(string text) => new Text(text);

    /// <summary>The text itself.</summary>
    internal sealed record Text(string Value) : EnvironmentValue;

    /// <summary>The address of an endpoint of another resource: of one replica, or of every one, joined by commas.</summary>
    internal sealed record AddressOf(string Resource, string Endpoint, int? Replica = null) : EnvironmentValue
    {
        public override string Target => Resource;
    }

    /// <summary>The address that this replica itself listens at.</summary>
    internal sealed record OwnAddress(string Endpoint) : EnvironmentValue;

    /// <summary>How to reach a server: a database of it, or the server as a whole.</summary>
    internal sealed record ConnectionTo(string Resource, string? Database = null) : EnvironmentValue
    {
        public override string Target => Resource;
    }

    /// <summary>A value that belongs to the installation, not to the description: a key, the clock.</summary>
    internal sealed record Parameter(string Name) : EnvironmentValue;
}
