using System.Collections.Concurrent;
using System.Collections.Frozen;
using GrpcTranscoding.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Model;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// YARP's endpoints of the gRPC methods, kept up with its configuration: for each JSON route of a method its endpoint under the name of
/// that route, so that traces and metrics tell the template that was asked for, and not the gRPC path that it stands for.
/// </summary>
internal sealed class MethodEndpoints : IDisposable
{
    private readonly EndpointDataSource _source;
    private readonly IDisposable _registration;
    private Known? _known;

    public MethodEndpoints(EndpointDataSource source)
    {
        _source = source;
        _registration = ChangeToken.OnChange(source.GetChangeToken, () => Volatile.Write(ref _known, null));
    }

    public Endpoint? Of(HttpBinding binding) => (Volatile.Read(ref _known) ?? Load()).Of(binding);

    public void Dispose() => _registration.Dispose();

    private Known Load()
    {
        var known = new Known(_source.Endpoints
            .Select(e => (Endpoint: e, Route: e.Metadata.GetMetadata<RouteModel>()))
            .Where(e => e.Route is not null)
            .ToFrozenDictionary(e => e.Route!.Config.RouteId, e => e.Endpoint, StringComparer.Ordinal));
        Volatile.Write(ref _known, known);
        return known;
    }

    private sealed class Known(FrozenDictionary<string, Endpoint> methods)
    {
        private readonly ConcurrentDictionary<HttpBinding, Endpoint?> _routes = new();

        public Endpoint? Of(HttpBinding binding) => _routes.GetOrAdd(
            binding,
            (b, all) => all.TryGetValue(b.Method.FullName, out var endpoint) ? Named(endpoint, b.Template.ToString()!) : null,
            methods);

        private static RouteEndpoint Named(Endpoint endpoint, string template)
        {
            // The pattern is for its text only: nothing is routed by it.
            var metadata = new EndpointMetadataCollection([.. endpoint.Metadata, new RouteName(template)]);
            var name = $"{template} ({endpoint.DisplayName})";
            return new RouteEndpoint(endpoint.RequestDelegate!, RoutePatternFactory.Pattern(template), order: 0, metadata, name);
        }
    }

    private sealed record RouteName(string Route) : IRouteDiagnosticsMetadata;
}
