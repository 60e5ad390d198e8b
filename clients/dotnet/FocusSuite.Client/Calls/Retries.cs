using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using MethodConfig = Grpc.Net.Client.Configuration.MethodConfig;

namespace FocusSuite.Client.Calls;

/// <summary>Which calls are tried again while a service is away for a moment: those that do no more the second time, by gRPC's own service
/// config.</summary>
internal static class Retries
{
    /// <summary>The service config for the clients of a service of the protos.</summary>
    /// <param name="service">The service of the protos.</param>
    /// <param name="maxAttempts">How often a call is made at most; with 1 none is tried again.</param>
    /// <returns>The service config.</returns>
    public static ServiceConfig Of(ServiceDescriptor service, int maxAttempts)
    {
        // While more than every tenth call fails, none is tried again (gRFC A6): a service that is down or drowns is not asked four times
        // as often.
        var config = new ServiceConfig { RetryThrottling = new RetryThrottlingPolicy { MaxTokens = 20, TokenRatio = 0.1 } };
        var repeatable = service.Methods.Where(method => SuiteMethods.All[SuiteMethods.PathOf(method)].IsRepeatable).ToList();
        if (maxAttempts == 1 || repeatable.Count == 0)
        {
            return config;
        }

        var retries = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = maxAttempts,
                InitialBackoff = TimeSpan.FromMilliseconds(100),
                MaxBackoff = TimeSpan.FromSeconds(1),
                BackoffMultiplier = 3,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var method in repeatable)
        {
            retries.Names.Add(new MethodName { Service = service.FullName, Method = method.Name });
        }

        config.MethodConfigs.Add(retries);
        return config;
    }
}
