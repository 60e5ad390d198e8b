using GrpcTranscoding.Binding;
using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace GrpcTranscoding.OpenApi;

/// <summary>Serves the OpenAPI document.</summary>
public static class OpenApiEndpoint
{
    /// <summary>Serves an OpenAPI 3.1 document of the JSON routes. It is made once, and a client that has it already gets 304.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="pattern">Where it is served.</param>
    /// <param name="configure">What it says beyond what the descriptors know.</param>
    /// <returns>A builder for the endpoint's conventions.</returns>
    public static IEndpointConventionBuilder MapTranscodingOpenApi(
        this IEndpointRouteBuilder endpoints, string pattern, Action<OpenApiOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(configure);
        var services = endpoints.ServiceProvider;
        var document = services.GetRequiredService<OpenApiDocuments>().Add(() =>
        {
            var options = new OpenApiOptions();
            configure(options);
            var transcoding = services.GetRequiredService<TranscodingOptions>();
            return OpenApiDocument.Make(services.GetRequiredService<RouteTable>(), transcoding, options);
        });
        var tag = new Lazy<EntityTagHeaderValue>(() => EntityTags.Of(document.Value));
        return endpoints.MapMethods(
            pattern, ["GET", "HEAD"], () => Results.Bytes(document.Value, "application/json", entityTag: tag.Value));
    }
}
