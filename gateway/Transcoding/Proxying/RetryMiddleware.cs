using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// Tries a transcoded call again on another destination, never on the same one: when the first could not be reached at all, or when it
/// failed as a server and the call may be repeated. Where those that look healthy cannot be reached, the others are tried, too: a replica
/// that has just come back looks unhealthy until the next look. The deadline covers all tries. A stream can be tried again until its client
/// has been answered. What a destination has seen is tried again only while the cluster's budget lasts.
/// </summary>
internal sealed class RetryMiddleware(RequestDelegate next, TranscodingOptions options, RetryBudget budget, ILogger<RetryMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<TranscodedCall>() is not { IsUpload: false } call)
        {
            await next(context);
            return;
        }

        var proxy = context.GetReverseProxyFeature();
        var isRepeatable = options.IsRepeatable(context, call.Binding.Method);
        var healthy = proxy.AvailableDestinations;
        var left = healthy.ToList();
        for (var tries = 1; ; tries++)
        {
            call.HasOtherDestinations = isRepeatable && left.Count > 1 && tries < options.MaxTries;
            await next(context);
            Count(call, proxy.Cluster.Config.ClusterId);
            if (proxy.ProxiedDestination is not { } tried || !left.Remove(tried))
            {
                return;
            }

            if (left.Count == 0 && call.WasNeverSent)
            {
                left.AddRange(OthersThan(healthy, proxy.Route.Cluster!));
                healthy = proxy.Route.Cluster!.DestinationsState.AllDestinations;
            }

            if (left.Count == 0 || tries >= options.MaxTries
                || !MayRetry(context, call, isRepeatable && budget.Allows(proxy.Cluster.Config.ClusterId)))
            {
                return;
            }

            Log.TriedAgain(logger, call.Binding.GrpcPath, tried.DestinationId);
            proxy.AvailableDestinations = left;
            proxy.ProxiedDestination = null;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.StatusCode = StatusCodes.Status200OK;
        }
    }

    private static IEnumerable<DestinationState> OthersThan(IReadOnlyList<DestinationState> healthy, ClusterState cluster) =>
        cluster.DestinationsState.AllDestinations.Where(destination => !healthy.Contains(destination));

    private void Count(TranscodedCall call, string cluster)
    {
        // What a client gave too little time for says nothing about the cluster.
        if (call.Outcome is { } outcome && !call.WasNeverSent && !(call.IsClientsDeadline && IsDeadlineExceeded(outcome)))
        {
            if (IsServerFailure(outcome))
            {
                budget.Failed(cluster);
            }
            else
            {
                budget.Succeeded(cluster);
            }
        }
    }

    private static bool MayRetry(HttpContext context, TranscodedCall call, bool isRepeatable) =>
        call.Outcome is { } outcome && !context.RequestAborted.IsCancellationRequested && !call.IsOverdue
        && (call.WasNeverSent || (isRepeatable && IsServerFailure(outcome)));

    private static bool IsDeadlineExceeded(GrpcOutcome outcome) =>
        outcome.Failure?.Status == StatusCodes.Status504GatewayTimeout
            || outcome is { Failure: null, Status: GrpcStatusMap.DeadlineExceeded };

    private static bool IsServerFailure(GrpcOutcome outcome) =>
        outcome.Failure?.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout
        || outcome is { Failure: null, Status: GrpcStatusMap.Unavailable or GrpcStatusMap.DeadlineExceeded };
}
