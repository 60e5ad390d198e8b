using System.Collections.Frozen;
using FocusSuite.Gateway.Rules;
using Google.Protobuf.Reflection;
using GrpcTranscoding;
using Yarp.ReverseProxy.Configuration;

namespace FocusSuite.Gateway.Admission;

/// <summary>
/// The parts of the suite that have places of their own: each cluster, and in it the methods that are costly by design. Known by the ids of routes, which
/// are the methods' full names.
/// </summary>
internal sealed class Compartments(TranscodingOptions options)
{
    private const string Costly = "/costly";

    private readonly FrozenSet<string> _streams = Routes(options, method => method.IsServerStreaming || method.IsClientStreaming);
    private readonly FrozenDictionary<string, string> _costly = options.Services.SelectMany(service => service.Methods).Where(SuiteRules.IsCostly)
        .ToFrozenDictionary(method => method.FullName, method => options.ClusterOf(method.Service) + Costly, StringComparer.Ordinal);

    /// <summary>Whether a route is a stream's.</summary>
    public bool IsStream(string routeId) => _streams.Contains(routeId);

    /// <summary>The name of the part that a route belongs to.</summary>
    public string Of(RouteConfig route) => _costly.GetValueOrDefault(route.RouteId) ?? route.ClusterId ?? "";

    private static FrozenSet<string> Routes(TranscodingOptions options, Func<MethodDescriptor, bool> areWanted) =>
        options.Services.SelectMany(service => service.Methods).Where(areWanted).Select(method => method.FullName).ToFrozenSet(StringComparer.Ordinal);
}
