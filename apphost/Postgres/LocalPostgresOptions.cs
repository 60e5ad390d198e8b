namespace FocusSuite.AppHost.Postgres;

/// <summary>How a private PostgreSQL server is to run.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>Where everything of it lives: data, password, log. Kept when it stops.</summary>
    public required string Folder { get; init; }

    /// <summary>The port on 127.0.0.1; null for any free one.</summary>
    public int? Port { get; init; }

    /// <summary>Whether a commit survives a power failure (fsync). Off is faster and right for tests: killing the server loses nothing either way.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Where its log goes; null for a file in the folder.</summary>
    public string? LogFile { get; init; }
}
