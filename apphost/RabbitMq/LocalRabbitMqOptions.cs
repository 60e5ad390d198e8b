namespace FocusSuite.AppHost.RabbitMq;

/// <summary>How a private RabbitMQ broker is to run.</summary>
public sealed record LocalRabbitMqOptions
{
    /// <summary>Where everything of it lives: queues, configuration, password, log. Kept when it stops.</summary>
    public required string Folder { get; init; }

    /// <summary>The port on 127.0.0.1; null for any free one.</summary>
    public int? Port { get; init; }

    /// <summary>Where its log goes; null for a file in the folder.</summary>
    public string? LogFile { get; init; }
}
