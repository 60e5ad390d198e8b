using Grpc.Reflection;

namespace FocusSuite.Gateway.Reflection;

/// <summary>
/// gRPC reflection of the public services, for grpcurl and its like. The gateway answers it by itself: a service's own reflection would show internal
/// methods, and knows only that service.
/// </summary>
internal static class ReflectionEndpoints
{
    public static void AddPublicReflection(this IServiceCollection services)
    {
        // What is unknown here is not unimplemented: YARP may know where it goes.
        services.AddGrpc(options => options.IgnoreUnknownServices = true);
        services.AddSingleton(_ => new ReflectionV1ServiceImpl(PublicDescriptors.Services()));
        services.AddSingleton(_ => new ReflectionServiceImpl(PublicDescriptors.Services()));
    }

    /// <summary>In both versions: many tools still ask by the first one.</summary>
    public static void MapPublicReflection(this WebApplication app)
    {
        app.MapGrpcService<ReflectionV1ServiceImpl>();
        app.MapGrpcService<ReflectionServiceImpl>();
    }
}
