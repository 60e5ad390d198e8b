namespace FocusSuite.Gateway;

/// <summary>What of the gateway can be configured beside YARP and Kestrel, under <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Gateway";

    /// <summary>How many seconds a call may take.</summary>
    public const double DefaultDeadlineSeconds = 10;

    /// <summary>How large a JSON body may be.</summary>
    public const int DefaultMaxRequestBytes = 64 * 1024;

    /// <summary>How many seconds a call may take before the client is told 504.</summary>
    public double DeadlineSeconds { get; set; } = DefaultDeadlineSeconds;

    /// <summary>How many bytes a JSON body may have before the client is told 413.</summary>
    public int MaxRequestBytes { get; set; } = DefaultMaxRequestBytes;
}
