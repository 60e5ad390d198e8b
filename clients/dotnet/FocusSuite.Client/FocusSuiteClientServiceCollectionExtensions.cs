using FocusSuite.Client.Calls;
using FocusSuite.Client.Errors;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Insights.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ProtoService = Google.Protobuf.Reflection.ServiceDescriptor;

namespace FocusSuite.Client;

/// <summary>Registers clients of the suite.</summary>
public static class FocusSuiteClientServiceCollectionExtensions
{
    // How often a name is looked up, so that replicas that were added are found; a lost connection makes it be looked up at once.
    private static readonly TimeSpan LookUp = TimeSpan.FromSeconds(15);

    /// <summary>The typed clients of all services, by the section <c>Focus:Client</c> of the configuration.</summary>
    /// <param name="services">The program's registrations.</param>
    /// <param name="configuration">The program's configuration.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddFocusSuiteClient(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddFocusSuiteClient(options => configuration.GetSection(FocusSuiteClientOptions.Section).Bind(options));
    }

    /// <summary>The typed clients of all services.</summary>
    /// <param name="services">The program's registrations.</param>
    /// <param name="configure">Says where the suite is, and who calls it.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddFocusSuiteClient(this IServiceCollection services, Action<FocusSuiteClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FocusSuiteClientOptions>, FocusSuiteClientOptionsValidator>());
        services.AddOptions<FocusSuiteClientOptions>().Configure(configure).ValidateOnStart();
        if (services.Any(service => service.ServiceType == typeof(ErrorInterceptor)))
        {
            return services;
        }

        // Tokens and deadlines are real time, whatever clock the program has.
        services.AddSingleton(
            provider => new CallInterceptor(provider.GetRequiredService<IOptions<FocusSuiteClientOptions>>(), TimeProvider.System));
        services.AddSingleton<ErrorInterceptor>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ResolverFactory, DnsResolverFactory>(_ => new DnsResolverFactory(LookUp)));

        return services
            .AddClient<AuthenticationService.AuthenticationServiceClient>(AuthenticationService.Descriptor)
            .AddClient<SubscriptionService.SubscriptionServiceClient>(SubscriptionService.Descriptor)
            .AddClient<AccountService.AccountServiceClient>(AccountService.Descriptor)
            .AddClient<IdentityInternalService.IdentityInternalServiceClient>(IdentityInternalService.Descriptor)
            .AddClient<AccountInternalService.AccountInternalServiceClient>(AccountInternalService.Descriptor)
            .AddClient<CatalogService.CatalogServiceClient>(CatalogService.Descriptor)
            .AddClient<EnrollmentService.EnrollmentServiceClient>(EnrollmentService.Descriptor)
            .AddClient<EnrollmentInternalService.EnrollmentInternalServiceClient>(EnrollmentInternalService.Descriptor)
            .AddClient<SessionsService.SessionsServiceClient>(SessionsService.Descriptor)
            .AddClient<ProgressService.ProgressServiceClient>(ProgressService.Descriptor)
            .AddClient<ProgressInternalService.ProgressInternalServiceClient>(ProgressInternalService.Descriptor)
            .AddClient<InsightsService.InsightsServiceClient>(InsightsService.Descriptor)
            .AddClient<InsightsInternalService.InsightsInternalServiceClient>(InsightsInternalService.Descriptor);
    }

    private static IServiceCollection AddClient<TClient>(this IServiceCollection services, ProtoService service)
        where TClient : class
    {
        services.AddGrpcClient<TClient>((provider, client) => client.Address = AddressOf(service, OptionsOf(provider)))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(2),
                EnableMultipleHttp2Connections = true,

                // A service that vanished without a word is noticed within seconds, not at the next call's deadline.
                KeepAlivePingDelay = TimeSpan.FromSeconds(15),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            })
            .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
            {
                if (provider.GetService<IUserTokenSource>() is { } source)
                {
                    handlers.Add(new UserTokenHandler(source));
                }
            })
            .ConfigureChannel((provider, channel) => Configure(channel, service, OptionsOf(provider)))
            .AddInterceptor<ErrorInterceptor>()
            .AddInterceptor<CallInterceptor>();
        return services;
    }

    private static FocusSuiteClientOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<FocusSuiteClientOptions>>().Value;

    private static Uri AddressOf(ProtoService service, FocusSuiteClientOptions options)
    {
        var isPublic = SuiteMethods.IsPublic(service);
        var own = $"{FocusSuiteClientOptions.Section}:Services:{SuiteMethods.NameOf(service.FullName)}";
        var address = isPublic && !string.IsNullOrEmpty(options.Gateway)
            ? options.Gateway
            : options.Services.TryGetValue(SuiteMethods.NameOf(service.FullName), out var listed) ? listed : null;
        return address is not null
            ? new Uri(address)
            : throw new InvalidOperationException(
                isPublic
                    ? $"{service.Name} has no address: set {FocusSuiteClientOptions.Section}:Gateway to the gateway's address for gRPC, "
                        + $"or {own} to the service's own."
                    : $"{service.Name} has no address: set {own} to the service's own address; the gateway has no internal methods.");
    }

    private static void Configure(GrpcChannelOptions channel, ProtoService service, FocusSuiteClientOptions options)
    {
        channel.ServiceConfig = Retries.Of(service, options.MaxAttempts);
        if (!ServiceAddress.IsBalanced(AddressOf(service, options)))
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
}
