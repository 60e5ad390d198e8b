using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FocusSuite.Protocol.Peers;

/// <summary>Registers clients of the other services.</summary>
public static class PeerServiceCollectionExtensions
{
    /// <summary>
    /// How often a peer's name is looked up, so that replicas that were added are found; deploy/base/every-pod.yaml gives them the time.
    /// </summary>
    public static readonly TimeSpan LookUp = TimeSpan.FromSeconds(15);

    /// <summary>A client of another service at <c>Focus:Peers:{peer}</c>.</summary>
    /// <typeparam name="TClient">The generated client. Its methods must be safe to repeat: they are tried again while the peer is away for
    /// a moment.</typeparam>
    /// <param name="services">The service's registrations.</param>
    /// <param name="configuration">The service's configuration.</param>
    /// <param name="peer">The peer's name, e.g. <c>Enrollment</c>.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddPeer<TClient>(this IServiceCollection services, IConfiguration configuration, string peer)
        where TClient : class => Add<TClient>(services, configuration, peer, (all, configure) => all.AddGrpcClient<TClient>(configure));

    /// <summary>
    /// A client of a service that several peers serve; <see cref="Grpc.Net.ClientFactory.GrpcClientFactory"/> makes it by the peer's name.
    /// </summary>
    /// <typeparam name="TClient">The generated client. Its methods must be safe to repeat.</typeparam>
    /// <param name="services">The service's registrations.</param>
    /// <param name="configuration">The service's configuration.</param>
    /// <param name="peer">The peer's name, e.g. <c>Enrollment</c>.</param>
    /// <param name="longestAnswer">The longest answer in bytes that it may give.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddNamedPeer<TClient>(
        this IServiceCollection services, IConfiguration configuration, string peer, int longestAnswer)
        where TClient : class => Add<TClient>(
            services,
            configuration,
            peer,
            (all, configure) =>
                all.AddGrpcClient<TClient>(peer, configure).ConfigureChannel(channel => channel.MaxReceiveMessageSize = longestAnswer));

    private static IServiceCollection Add<TClient>(
        IServiceCollection services,
        IConfiguration configuration,
        string peer,
        Func<IServiceCollection, Action<GrpcClientFactoryOptions>, IHttpClientBuilder> add)
        where TClient : class
    {
        var key = $"Focus:Peers:{peer}";
        var address = PeerAddress.Parse(key, configuration[key]
            ?? throw new InvalidOperationException($"{key} is not set: set it to the address of {peer}, e.g. http://127.0.0.1:5102."));

        services.AddHttpContextAccessor();
        services.TryAddSingleton<PeerInterceptor>();
        services.AddResolvers();
        add(services, client => client.Address = address)
            // A call is logged where it fails; two log scopes a call would cost more than the rest of it.
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(2),
                EnableMultipleHttp2Connections = true,

                // A peer that vanished without a word is noticed within seconds, not at the next call's deadline.
                KeepAlivePingDelay = TimeSpan.FromSeconds(15),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            })
            .ConfigureChannel(channel => Configure(channel, address))
            .AddInterceptor<PeerInterceptor>();
        return services;
    }

    private static void AddResolvers(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(ResolverFactory)))
        {
            return;
        }

        services.AddSingleton<ResolverFactory>(new StaticResolverFactory(PeerAddress.Listed));

        // A lost connection makes the name be asked for anew; this is for replicas that were added.
        services.AddSingleton<ResolverFactory>(new DnsResolverFactory(refreshInterval: LookUp));
    }

    private static void Configure(GrpcChannelOptions channel, Uri address)
    {
        channel.ServiceConfig = new ServiceConfig { MethodConfigs = { Repeat }, RetryThrottling = Throttling };
        if (!PeerAddress.IsBalanced(address))
        {
            return;
        }

        channel.ServiceConfig.LoadBalancingConfigs.Add(new RoundRobinConfig());
        channel.Credentials = ChannelCredentials.Insecure;

        // A replica that is back is used again before the next one goes. Left to itself, the client would come to wait two minutes between
        // two tries.
        channel.InitialReconnectBackoff = TimeSpan.FromMilliseconds(200);
        channel.MaxReconnectBackoff = TimeSpan.FromMilliseconds(500);
    }

    // While more than every tenth call fails, none is tried again (gRFC A6): a peer that is down or drowns is not asked three times as
    // often.
    private static RetryThrottlingPolicy Throttling => new() { MaxTokens = 20, TokenRatio = 0.1 };

    // Reads between services are safe to repeat. Few and short, so that an outage is no storm.
    private static MethodConfig Repeat => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = 3,
            InitialBackoff = TimeSpan.FromMilliseconds(50),
            MaxBackoff = TimeSpan.FromMilliseconds(500),
            BackoffMultiplier = 3,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };
}
