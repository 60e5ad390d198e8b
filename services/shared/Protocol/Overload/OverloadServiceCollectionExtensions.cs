using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FocusSuite.Protocol.Overload;

/// <summary>Registers the protection of a process against more calls than it can answer.</summary>
public static class OverloadServiceCollectionExtensions
{
    /// <summary>The limits of calls at once, and their options.</summary>
    /// <param name="services">The process's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddOverloadProtection(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<OverloadOptions>, OverloadOptionsValidator>();
        services.AddOptions<OverloadOptions>().BindConfiguration(OverloadOptions.Section).ValidateOnStart();
        return services.AddSingleton<CallLimits>();
    }
}
