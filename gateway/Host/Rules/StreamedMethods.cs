using System.Collections.Frozen;
using GrpcTranscoding;

namespace FocusSuite.Gateway.Rules;

/// <summary>The methods that stream, by the ids of their routes, which are the methods' full names.</summary>
internal sealed class StreamedMethods(TranscodingOptions options)
{
    private readonly FrozenSet<string> _routes = options.Services.SelectMany(service => service.Methods)
        .Where(method => method.IsServerStreaming || method.IsClientStreaming)
        .Select(method => method.FullName)
        .ToFrozenSet(StringComparer.Ordinal);

    public bool Contains(string routeId) => _routes.Contains(routeId);
}
