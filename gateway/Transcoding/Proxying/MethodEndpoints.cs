using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Model;

namespace GrpcTranscoding.Proxying;

/// <summary>YARP's endpoints of the gRPC methods, kept up with its configuration.</summary>
internal sealed class MethodEndpoints : IDisposable
{
    private readonly EndpointDataSource _source;
    private readonly IDisposable _registration;
    private FrozenDictionary<string, Endpoint>? _endpoints;

    public MethodEndpoints(EndpointDataSource source)
    {
        _source = source;
        _registration = ChangeToken.OnChange(source.GetChangeToken, () => Volatile.Write(ref _endpoints, null));
    }

    public Endpoint? Of(MethodDescriptor method) => (Volatile.Read(ref _endpoints) ?? Load()).GetValueOrDefault(method.FullName);

    public void Dispose() => _registration.Dispose();

    private FrozenDictionary<string, Endpoint> Load()
    {
        var endpoints = _source.Endpoints
            .Select(e => (Endpoint: e, Route: e.Metadata.GetMetadata<RouteModel>()))
            .Where(e => e.Route is not null)
            .ToFrozenDictionary(e => e.Route!.Config.RouteId, e => e.Endpoint, StringComparer.Ordinal);
        Volatile.Write(ref _endpoints, endpoints);
        return endpoints;
    }
}
