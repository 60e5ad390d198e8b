using Grpc.Reflection;
using Microsoft.Extensions.Options;

namespace FocusSuite.Gateway.Reflection;

/// <summary>
/// gRPC reflection of the public services, for grpcurl and its like. The gateway answers it by itself: a service's own reflection would
/// show internal methods, and knows only that service. In Development, or where <c>Gateway:Reflection</c> asks for it; and within
/// <see cref="ReflectionBounds"/>, since nobody
/// has to sign in for it.
/// </summary>
internal static class ReflectionEndpoints
{
    // A question is a name.
    private const int MaxQuestionBytes = 4 * 1024;

    public static void AddPublicReflection(this IServiceCollection services)
    {
        // What is unknown here is not unimplemented: YARP may know where it goes.
        services.AddGrpc(options =>
        {
            options.IgnoreUnknownServices = true;
            options.MaxReceiveMessageSize = MaxQuestionBytes;
            options.Interceptors.Add<ReflectionBounds>();
        });
        services.AddSingleton<ReflectionBounds>();
        services.AddSingleton(_ => new ReflectionV1ServiceImpl(PublicDescriptors.Services()));
        services.AddSingleton(_ => new ReflectionServiceImpl(PublicDescriptors.Services()));
    }

    /// <summary>In both versions: many tools still ask by the first one.</summary>
    public static void MapPublicReflection(this WebApplication app)
    {
        if (!(app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.Reflection ?? app.Environment.IsDevelopment()))
        {
            return;
        }

        app.MapGrpcService<ReflectionV1ServiceImpl>();
        app.MapGrpcService<ReflectionServiceImpl>();
    }
}
