using System.Reflection;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;

namespace FocusSuite.TestSupport.Hosting;

/// <summary>A real service, by its own Program, in the test's process on a free port.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private readonly IAsyncDisposable _factory;

    private ServiceHost(IAsyncDisposable factory, IServiceProvider services)
    {
        (_factory, Services, Logs) = (factory, services, services.GetFakeLogCollector());
        Url = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Channel = GrpcChannel.ForAddress(Url);
    }

    /// <summary>Where it listens, e.g. <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; }

    /// <summary>A channel to it.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>Its container.</summary>
    public IServiceProvider Services { get; }

    /// <summary>What it logs; it writes nothing to the console.</summary>
    public FakeLogCollector Logs { get; }

    /// <summary>Starts a service.</summary>
    /// <param name="settings">
    /// Its configuration, in the form <c>ConnectionStrings:Postgres</c>. Listens on a free port and runs in Development unless it says
    /// otherwise.
    /// </param>
    /// <param name="configure">Changes registrations, after the service has made its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <typeparam name="TProgram">Any type of the service's assembly, e.g. its <c>Program</c>.</typeparam>
    public static async Task<ServiceHost> StartAsync<TProgram>(
        IReadOnlyDictionary<string, string?> settings,
        Action<IServiceCollection>? configure = null,
        CancellationToken cancellationToken = default)
        where TProgram : class
    {
        var factory = new ServiceFactory<TProgram>(settings, configure);
        try
        {
            // It starts while its caller waits, and a Program takes no token.
            await Task.Run(factory.StartServer, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            return new ServiceHost(factory, factory.Services);
        }
        catch
        {
            await factory.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the service of an assembly whose types are not the caller's to name.</summary>
    public static Task<ServiceHost> StartAsync(
        Assembly service,
        IReadOnlyDictionary<string, string?> settings,
        Action<IServiceCollection> configure,
        CancellationToken cancellationToken)
    {
        var ofAny = ((Delegate)StartAsync<object>).Method.GetGenericMethodDefinition();
        var start = ofAny.MakeGenericMethod(service.EntryPoint!.DeclaringType!);
        return (Task<ServiceHost>)start.Invoke(null, [settings, configure, cancellationToken])!;
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _factory.DisposeAsync();
    }
}
