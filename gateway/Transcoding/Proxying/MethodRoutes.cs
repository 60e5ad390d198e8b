using Google.Protobuf.Reflection;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// Tells YARP of a route a gRPC method, under the path that gRPC gives it. Native calls match it as they come; a JSON request is another
/// spelling of the same route. Methods that are not exposed have no route, and so are out of reach however they are spelled.
/// </summary>
internal sealed class MethodRoutes(TranscodingOptions options) : IProxyConfigProvider
{
    private readonly Config _config = new(
        [.. options.Services.SelectMany(s => s.Methods).Where(options.IsExposed).Select(m => RouteOf(m, options))]);

    public IProxyConfig GetConfig() => _config;

    private static RouteConfig RouteOf(MethodDescriptor method, TranscodingOptions options) => new()
    {
        RouteId = method.FullName,
        ClusterId = options.ClusterOf(method.Service),
        Match = new RouteMatch
        {
            Path = $"/{method.Service.FullName}/{method.Name}",
            Methods = ["POST"],
            Headers = [new RouteHeader { Name = "content-type", Values = ["application/grpc"], Mode = HeaderMatchMode.HeaderPrefix }],
        },
    };

    private sealed class Config(IReadOnlyList<RouteConfig> routes) : IProxyConfig
    {
        public IReadOnlyList<RouteConfig> Routes => routes;

        public IReadOnlyList<ClusterConfig> Clusters => [];

        public IChangeToken ChangeToken { get; } = new CancellationChangeToken(CancellationToken.None);
    }
}
