using FocusSuite.TestSupport.Tokens;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.TestSupport.Hosting;

/// <summary>A service's own Program with settings of the test, on Kestrel: what crosses a process goes over real sockets.</summary>
internal sealed class ServiceFactory<TProgram> : WebApplicationFactory<TProgram>
    where TProgram : class
{
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _configure;

    public ServiceFactory(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure)
    {
        (_settings, _configure) = (settings, configure);
        UseKestrel(_ => { });
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory)
            .UseEnvironment("Development")
            .UseSetting("Kestrel:Endpoints:Grpc:Url", "http://127.0.0.1:0")
            .UseSetting("Focus:Migrate", "true")
            .UseSetting("Focus:Auth:ServiceKey", TestServiceKey.Value);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddFakeLogging());
        if (_configure is not null)
        {
            builder.ConfigureServices(_configure);
        }
    }
}
