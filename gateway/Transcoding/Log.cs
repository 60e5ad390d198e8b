using Microsoft.Extensions.Logging;

namespace GrpcTranscoding;

/// <summary>All that this library logs. Texts of users are never part of it.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Routes} JSON routes for {Methods} gRPC methods.")]
    public static partial void RoutesReady(ILogger logger, int routes, int methods);

    [LoggerMessage(2, LogLevel.Warning, "{Method} could not be called at {Destination}: {Fault}")]
    public static partial void Unreachable(ILogger logger, string method, string destination, string fault);

    [LoggerMessage(3, LogLevel.Warning, "{Method} did not answer in time.")]
    public static partial void DeadlineExceeded(ILogger logger, string method);

    [LoggerMessage(4, LogLevel.Error, "{Method} gave an answer that cannot be used: {Fault}.")]
    public static partial void Unusable(ILogger logger, string method, string fault);

    [LoggerMessage(5, LogLevel.Error, "A request failed.")]
    public static partial void Unhandled(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Error, "{Method} failed with gRPC status {Status}: {Message}")]
    public static partial void CallFailed(ILogger logger, string method, int status, string message);

    [LoggerMessage(7, LogLevel.Warning, "The cluster {Cluster} of {Service} is not configured: its methods answer 503. Add ReverseProxy:Clusters:{Cluster}.")]
    public static partial void ClusterMissing(ILogger logger, string cluster, string service);

    [LoggerMessage(8, LogLevel.Debug, "The client of {Method} has left.")]
    public static partial void ClientLeft(ILogger logger, string method);

    [LoggerMessage(9, LogLevel.Information, "{Method} is tried on another destination than {Destination}.")]
    public static partial void TriedAgain(ILogger logger, string method, string destination);

    [LoggerMessage(20, LogLevel.Information, "The body of a request could not be read: {Kind}: {Fault}")]
    public static partial void BodyUnreadable(ILogger logger, string kind, string fault);

    [LoggerMessage(30, LogLevel.Error,
        "No service is given, so there is no JSON route and no gRPC route. Add to Services of AddGrpcTranscoding's options.")]
    public static partial void NoServices(ILogger logger);

    [LoggerMessage(31, LogLevel.Error,
        "No JSON route was found: no exposed method of {Services} services has a google.api.http rule. Annotate them, or add HttpRules.")]
    public static partial void NoRoutes(ILogger logger, int services);

    [LoggerMessage(32, LogLevel.Warning,
        "{Service} has no JSON route: none of its exposed methods has a google.api.http rule. gRPC alone reaches it.")]
    public static partial void ServiceWithoutRoute(ILogger logger, string service);

    [LoggerMessage(33, LogLevel.Warning, "The configured rule for {Selector} selects no method of the services given.")]
    public static partial void UnusedRule(ILogger logger, string selector);
}
