using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Health;
using GrpcTranscoding.OpenApi;
using GrpcTranscoding.Proxying;
using GrpcTranscoding.Rules;
using GrpcTranscoding.Streaming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace GrpcTranscoding;

/// <summary>Adds the transcoder to YARP.</summary>
public static class TranscodingBuilderExtensions
{
    /// <summary>Adds routes for gRPC methods, and JSON routes for those that have <c>google.api.http</c> rules.</summary>
    /// <param name="builder">YARP's builder. Its clusters come from its own configuration.</param>
    /// <param name="configure">What is transcoded, and how.</param>
    /// <returns>The builder.</returns>
    public static IReverseProxyBuilder AddGrpcTranscoding(this IReverseProxyBuilder builder, Action<TranscodingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<TranscodingOptions>().Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IProblemWriter, ProblemJsonWriter>();
        services.TryAddSingleton(sp => sp.GetRequiredService<IOptions<TranscodingOptions>>().Value);
        services.TryAddSingleton(sp => new ProtoJsonCodec(sp.GetRequiredService<TranscodingOptions>().Json));
        services.TryAddSingleton(RouteTableOf);
        services.TryAddSingleton<MethodEndpoints>();
        services.TryAddSingleton<OpenApiDocuments>();
        services.TryAddSingleton<ProblemResponder>();
        services.TryAddSingleton<WholeBody>();
        services.TryAddSingleton<NativeRequests>();
        services.TryAddSingleton<RequestTranscoder>();
        services.TryAddSingleton<ResponseTranscoder>();
        services.TryAddSingleton<StatusProblems>();
        services.TryAddSingleton<GrpcRequestFactory>();
        services.TryAddSingleton<RetryBudget>();
        services.TryAddSingleton<UnaryInvoker>();
        services.TryAddSingleton<StreamInvoker>();
        services.AddSingleton<IProxyConfigProvider, MethodRoutes>();
        services.AddSingleton<IActiveHealthCheckPolicy, GrpcHealthPolicy>();
        Decorate<IHttpForwarder, TranscodingForwarder>(services);
        Decorate<IProbingRequestFactory, GrpcProbingRequestFactory>(services);
        return builder.AddConfigFilter<ClusterDefaults>().AddTransforms(RemoveHeaders);
    }

    private static RouteTable RouteTableOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<TranscodingOptions>();
        return new RouteTable(
            options.Services.SelectMany(s => s.Methods).Where(options.IsExposed),
            provider.GetRequiredService<ProtoJsonCodec>(),
            new ConfiguredRules(options.HttpRules));
    }

    /// <summary>Puts a service of ours around the one of YARP, whose class is not public.</summary>
    private static void Decorate<TService, TDecorator>(IServiceCollection services)
        where TService : class
        where TDecorator : class, TService
    {
        var plain = services.Last(s => s.ServiceType == typeof(TService));
        services.Replace(ServiceDescriptor.Singleton<TService>(provider =>
        {
            var inner = plain.ImplementationInstance ?? plain.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, plain.ImplementationType!);
            return ActivatorUtilities.CreateInstance<TDecorator>(provider, (TService)inner);
        }));
    }

    private static void RemoveHeaders(Yarp.ReverseProxy.Transforms.Builder.TransformBuilderContext context)
    {
        var options = context.Services.GetRequiredService<TranscodingOptions>();
        foreach (var header in options.RemovedRequestHeaders)
        {
            context.AddRequestHeaderRemove(header);
        }
    }
}
