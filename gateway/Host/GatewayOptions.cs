using FocusSuite.Gateway.Limits;

namespace FocusSuite.Gateway;

/// <summary>What of the gateway can be configured beside YARP and Kestrel, under <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Gateway";

    /// <summary>How many seconds a call may take.</summary>
    public const double DefaultDeadlineSeconds = 10;

    /// <summary>How many seconds one try of a repeatable call may take while there are other destinations.</summary>
    public const double DefaultTrySeconds = 3;

    /// <summary>How many seconds a document may take that is streamed.</summary>
    public const double DefaultDocumentSeconds = 300;

    /// <summary>How many seconds a request may take to arrive.</summary>
    public const double DefaultRequestSeconds = 5;

    /// <summary>How large the body of a request may be.</summary>
    public const int DefaultMaxRequestBytes = 64 * 1024;

    /// <summary>After how many seconds of silence a stream shows that it is alive.</summary>
    public const double DefaultHeartbeatSeconds = 15;

    /// <summary>How many seconds a call may take before the client is told 504.</summary>
    public double DeadlineSeconds { get; set; } = DefaultDeadlineSeconds;

    /// <summary>How many seconds one try of a repeatable call may take before another destination is tried.</summary>
    public double TrySeconds { get; set; } = DefaultTrySeconds;

    /// <summary>
    /// How many seconds a streamed document (an account's export) may take until the client has its last byte. Then the connection is cut,
    /// so that nobody takes a part for the whole; where nothing was sent yet, the client is told 504.
    /// </summary>
    public double DocumentSeconds { get; set; } = DefaultDocumentSeconds;

    /// <summary>
    /// How many seconds the whole body of a JSON or gRPC request may take to arrive before the client is told 408. The gateway calls a
    /// service only when the body is there.
    /// </summary>
    public double RequestSeconds { get; set; } = DefaultRequestSeconds;

    /// <summary>How many bytes a JSON body, or the message of a gRPC call, may have before the client is told 413.</summary>
    public int MaxRequestBytes { get; set; } = DefaultMaxRequestBytes;

    /// <summary>After how many seconds of silence a stream shows that it is alive.</summary>
    public double HeartbeatSeconds { get; set; } = DefaultHeartbeatSeconds;

    /// <summary>
    /// Every how many seconds the gateway looks up the host names of its destinations. Each address found is a destination: for replicas
    /// behind one name, such as headless services in Kubernetes. 0, the default, looks up nothing.
    /// </summary>
    public double LookUpSeconds { get; set; }

    /// <summary>Whether answers of a kilobyte and more are compressed for clients that ask for it.</summary>
    public bool Compression { get; set; } = true;

    /// <summary>Whether gRPC reflection describes the public services to anybody; when it is not set, in Development only.</summary>
    public bool? Reflection { get; set; }

    /// <summary>How many requests an address and a signed-in user may make.</summary>
    public RateLimitOptions RateLimits { get; set; } = new();

    /// <summary>The web origins that may call from a browser, e.g. <c>https://app.example.org</c>. None, when it is not set.</summary>
    public IList<string> CorsOrigins { get; set; } = [];

    /// <summary>
    /// The proxies in front of the gateway whose forwarded headers are trusted: addresses or networks (<c>10.0.0.0/8</c>).
    /// </summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>
    /// The folder of the built web client, which <c>/app/</c> serves; a relative path begins at the gateway's content root. When it is not
    /// set: the folder <c>web</c> beside the gateway's program. Where there is no client in it, <c>/app/</c> says how to get it.
    /// </summary>
    public string? WebFolder { get; set; }
}
