using Google.Api;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding;

/// <summary>What the gateway transcodes, and how.</summary>
public sealed class TranscodingOptions
{
    /// <summary>How long a call may take, unless <see cref="DeadlineOf"/> says otherwise.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After how much silence a stream shows that its connection is alive, unless <see cref="Heartbeat"/> says otherwise.
    /// </summary>
    public static readonly TimeSpan DefaultHeartbeat = TimeSpan.FromSeconds(15);

    /// <summary>How large a JSON body may be, unless <see cref="MaxRequestBytes"/> says otherwise.</summary>
    public const int DefaultMaxRequestBytes = 64 * 1024;

    /// <summary>How long a request may take to arrive whole, unless <see cref="RequestTimeout"/> says otherwise.</summary>
    public static readonly TimeSpan DefaultRequestTimeout = TimeSpan.FromSeconds(5);

    private MetadataNames? _responseNames;

    /// <summary>
    /// The services, with all methods that <see cref="IsExposed"/> leaves in. Those with a <c>google.api.http</c> rule get JSON routes.
    /// </summary>
    public IList<ServiceDescriptor> Services { get; } = [];

    /// <summary>Rules beside those in the protos, each for the methods that its <c>selector</c> names: a full name,
    /// <c>package.Service.*</c> or <c>*</c>. The last one for a method wins, also over its own.</summary>
    public IList<HttpRule> HttpRules { get; } = [];

    /// <summary>Tells the methods that can be reached through the gateway at all. All can, when it is not set.</summary>
    public Func<MethodDescriptor, bool> IsExposed { get; set; } = _ => true;

    /// <summary>The YARP cluster of a service. Its full name, when it is not set.</summary>
    public Func<ServiceDescriptor, string> ClusterOf { get; set; } = service => service.FullName;

    /// <summary>How JSON is written and read.</summary>
    public ProtoJsonOptions Json { get; } = new();

    /// <summary>How large the body of a JSON request, or the message of a native one, may be.</summary>
    public int MaxRequestBytes { get; set; } = DefaultMaxRequestBytes;

    /// <summary>How long the body of a request may take to arrive whole, by JSON or natively, before the client is told 408; messages of a
    /// client's stream may take any time.</summary>
    public TimeSpan RequestTimeout { get; set; } = DefaultRequestTimeout;

    /// <summary>Refuses a request whose query has parameters that name no field of the message, or one that its path or body gives. They
    /// are skipped otherwise.</summary>
    public bool RejectUnknownQueryParameters { get; set; }

    /// <summary>Query parameters that <see cref="RejectUnknownQueryParameters"/> leaves alone: those which somebody else reads.</summary>
    public ISet<string> IgnoredQueryParameters { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Fills the update mask of a PATCH that came without one with the members of its body, as grpc-gateway does: where the body
    /// is one field of the request, and exactly one other field of it is a <c>google.protobuf.FieldMask</c>. A list, a map and a type with
    /// a JSON form of its own are named as a whole; a null is named, too.</summary>
    public bool FillUpdateMasks { get; set; } = true;

    /// <summary>How long a call of a method may take. Services are told by <c>grpc-timeout</c>.</summary>
    public Func<MethodDescriptor, TimeSpan> DeadlineOf { get; set; } = _ => DefaultDeadline;

    /// <summary>
    /// How long one try of a repeatable call may take while there are other destinations to try. Not limited, when it is not set.
    /// </summary>
    public TimeSpan TryTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>How many destinations a call is tried on.</summary>
    public int MaxTries { get; set; } = 3;

    /// <summary>Tells the calls that may be repeated although a service may have seen them. By default those whose HTTP method or proto
    /// option says so.</summary>
    public Func<HttpContext, MethodDescriptor, bool> IsRepeatable { get; set; } = IsRepeatableByDeclaration;

    /// <summary>How long a stream of a method may last. Without an end, when it is not set.</summary>
    public Func<MethodDescriptor, TimeSpan> StreamDeadlineOf { get; set; } = _ => Timeout.InfiniteTimeSpan;

    /// <summary>After how much silence a stream shows that its connection is alive.</summary>
    public TimeSpan Heartbeat { get; set; } = DefaultHeartbeat;

    /// <summary>Whether NDJSON streams show it, too, by an empty line. Server-Sent Events and WebSockets always do.</summary>
    public bool NdjsonHeartbeat { get; set; }

    /// <summary>The field of a streamed message that is the event's id for Server-Sent Events. A client that comes back sends the last one
    /// as
    /// <c>last-event-id</c>.</summary>
    public Func<MessageDescriptor, FieldDescriptor?> EventIdOf { get; set; } = _ => null;

    /// <summary>The beginning of the WebSocket subprotocol that carries an access token, for browsers. Null: none does.</summary>
    public string? WebSocketTokenPrefix { get; set; } = "bearer.";

    /// <summary>The HTTP statuses that a success of a method may have. The first is the default; none means 200.</summary>
    public Func<MethodDescriptor, IReadOnlyList<int>> SuccessStatusesOf { get; set; } = _ => [];

    /// <summary>Tells the methods whose answers to a GET get an <c>ETag</c> made from their body, where the service sends none; then a
    /// client that has the answer already is told so by 304. By default only the service's own tags count.</summary>
    public Func<MethodDescriptor, bool> ComputesETag { get; set; } = _ => false;

    /// <summary>The response metadata by which a service picks one of <see cref="SuccessStatusesOf"/>. Not set: it cannot.</summary>
    public string? StatusHeader { get; set; }

    /// <summary>
    /// The metadata key of <c>google.rpc.ErrorInfo</c> that overrides an error's HTTP status. Not set: the standard mapping holds.
    /// </summary>
    public string? HttpStatusMetadataKey { get; set; }

    /// <summary>Request headers that become metadata of the call.</summary>
    public ISet<string> RequestHeaders { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "accept-language", "authorization", "idempotency-key", "last-event-id", "user-agent", "x-request-id",
    };

    /// <summary>Response metadata that become headers of the answer, of errors too: names, or beginnings of names that end in <c>*</c>
    /// (<c>x-app-*</c>). A service may send them in its headers or its trailers. A stream's trailers come behind its body, for clients of
    /// HTTP/2 that send <c>TE: trailers</c>.</summary>
    public ISet<string> ResponseHeaders { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "cache-control", "content-language", "etag", "last-modified", "location",
    };

    /// <summary>The same, made ready when the options are in use.</summary>
    internal MetadataNames ResponseNames => _responseNames ??= new MetadataNames(ResponseHeaders);

    /// <summary>Request headers that are taken away from native gRPC calls: they are between services.</summary>
    public ISet<string> RemovedRequestHeaders { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a call is idempotent by HTTP (GET, HEAD, PUT, DELETE) or by the method's <c>idempotency_level</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="method">The method.</param>
    /// <returns>Whether it may be repeated.</returns>
    public static bool IsRepeatableByDeclaration(HttpContext context, MethodDescriptor method)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(method);
        return context.Request.Method is "GET" or "HEAD" or "PUT" or "DELETE"
            || method.GetOptions() is
            {
                IdempotencyLevel: MethodOptions.Types.IdempotencyLevel.Idempotent or MethodOptions.Types.IdempotencyLevel.NoSideEffects,
            };
    }
}
