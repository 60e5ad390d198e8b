using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace FocusSuite.ServiceDefaults.Tests.Errors;

/// <summary>A call of any shape, without a connection.</summary>
internal sealed class ShapelessCall : ServerCallContext
{
    // Where Grpc.AspNetCore.Server looks for the request behind a call that is not its own.
    private const string HttpContextKey = "__HttpContext";

    private readonly string _method;

    public ShapelessCall(string method)
    {
        _method = method;
        UserStateCore[HttpContextKey] = new DefaultHttpContext();
    }

    protected override string MethodCore => _method;

    protected override string HostCore => "localhost";

    protected override string PeerCore => "ipv4:127.0.0.1:1";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => CancellationToken.None;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object>();

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
