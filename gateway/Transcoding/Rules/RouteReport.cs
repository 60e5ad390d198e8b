using GrpcTranscoding.Binding;
using Microsoft.Extensions.Logging;

namespace GrpcTranscoding.Rules;

/// <summary>Says at the start what was found, and loudly what was not: a gateway without routes looks healthy, and answers 404 to
/// everything.</summary>
internal static class RouteReport
{
    public static void Write(RouteTable routes, TranscodingOptions options, ILogger logger)
    {
        var routed = routes.Bindings.Select(b => b.Method.FullName).ToHashSet(StringComparer.Ordinal);
        Log.RoutesReady(logger, routes.Bindings.Count, routed.Count);
        if (options.Services.Count == 0)
        {
            Log.NoServices(logger);
        }
        else if (routed.Count == 0)
        {
            Log.NoRoutes(logger, options.Services.Count);
        }

        var exposed = options.Services.Where(s => s.Methods.Any(options.IsExposed));
        foreach (var service in exposed.Where(s => !s.Methods.Any(m => routed.Contains(m.FullName))))
        {
            Log.ServiceWithoutRoute(logger, service.FullName);
        }

        foreach (var selector in new ConfiguredRules(options.HttpRules).Unused([.. options.Services.SelectMany(s => s.Methods)]))
        {
            Log.UnusedRule(logger, selector);
        }
    }
}
