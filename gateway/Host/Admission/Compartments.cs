using System.Collections.Frozen;
using FocusSuite.Gateway.Rules;
using FocusSuite.Protocol.Overload;
using Google.Protobuf.Reflection;
using GrpcTranscoding;
using Yarp.ReverseProxy.Configuration;

namespace FocusSuite.Gateway.Admission;

/// <summary>
/// The parts of the suite that have places of their own: each cluster, and in it the methods that are costly by design, and those that may
/// wait for effects elsewhere: who waits has nothing to do, and takes no place from those who have. Known by the ids of routes, which are
/// the methods' full names.
/// </summary>
internal sealed class Compartments(TranscodingOptions options, CallLimits limits)
{
    private readonly FrozenSet<string> _streams = Of(options, method => method.IsServerStreaming || method.IsClientStreaming);
    private readonly FrozenSet<string> _costly = Of(options, SuiteRules.IsCostly);
    private readonly FrozenSet<string> _waiting = Of(options, SuiteRules.WaitsForEffects);

    /// <summary>Whether a route is a stream's.</summary>
    public bool IsStream(string routeId) => _streams.Contains(routeId);

    /// <summary>Whether calls of a route may wait for effects elsewhere, so that silence says nothing about their service.</summary>
    public bool MayWait(string routeId) => _waiting.Contains(routeId);

    /// <summary>The places of the part that a route belongs to.</summary>
    public AdaptiveConcurrency PlacesOf(RouteConfig route)
    {
        var cluster = route.ClusterId ?? "";
        return MayWait(route.RouteId) ? limits.OfWaiting(cluster)
            : limits.Of(_costly.Contains(route.RouteId) ? cluster + "/costly" : cluster);
    }

    private static FrozenSet<string> Of(TranscodingOptions options, Func<MethodDescriptor, bool> areWanted) =>
        options.Services.SelectMany(service => service.Methods).Where(areWanted).Select(method => method.FullName)
            .ToFrozenSet(StringComparer.Ordinal);
}
