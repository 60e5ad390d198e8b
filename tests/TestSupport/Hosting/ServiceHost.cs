using System.Diagnostics;
using System.Reflection;
using FocusSuite.TestSupport.Tokens;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FocusSuite.TestSupport.Hosting;

/// <summary>A real service, by its own Program, in the test's process on a free port.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Task _program;

    private ServiceHost(IHost host, Task program, LogCollector logs)
    {
        (_host, _program, Logs) = (host, program, logs);
        Url = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Channel = GrpcChannel.ForAddress(Url);
    }

    /// <summary>Where it listens, e.g. <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; }

    /// <summary>A channel to it.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>Its container.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>What it logs; it writes nothing to the console.</summary>
    public LogCollector Logs { get; }

    /// <summary>Starts a service.</summary>
    /// <param name="settings">
    /// Its configuration, in the form <c>ConnectionStrings:Postgres</c>. Listens on a free port and runs in Development unless it says
    /// otherwise.
    /// </param>
    /// <param name="configure">Changes registrations, after the service has made its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <typeparam name="TProgram">Any type of the service's assembly, e.g. its <c>Program</c>.</typeparam>
    public static Task<ServiceHost> StartAsync<TProgram>(
        IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure = null, CancellationToken cancellationToken = default) =>
        StartAsync(typeof(TProgram).Assembly, settings, configure, cancellationToken);

    /// <summary>Starts a service.</summary>
    /// <param name="service">The service's assembly.</param>
    /// <param name="settings">
    /// Its configuration, in the form <c>ConnectionStrings:Postgres</c>. Listens on a free port and runs in Development unless it says
    /// otherwise.
    /// </param>
    /// <param name="configure">Changes registrations, after the service has made its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ServiceHost> StartAsync(
        Assembly service, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure = null, CancellationToken cancellationToken = default)
    {
        var all = new Dictionary<string, string?>
        {
            ["environment"] = "Development",
            ["Kestrel:Endpoints:Grpc:Url"] = "http://127.0.0.1:0",
            ["Focus:Migrate"] = "true",
            ["Focus:Auth:ServiceKey"] = TestServiceKey.Value,
            ["contentRoot"] = AppContext.BaseDirectory,
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var logs = new LogCollector();
        using var watch = new HostWatch(services =>
        {
            services.RemoveAll<ILoggerProvider>();
            services.AddSingleton<ILoggerProvider>(logs);
            configure?.Invoke(services);
        });
        var arguments = all.Where(setting => setting.Value is not null).Select(setting => $"--{setting.Key}={setting.Value}").ToArray();
        var program = watch.Run(service.EntryPoint!, arguments);
        var host = await watch.Built.WaitAsync(cancellationToken);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => started.TrySetResult());
        if (await Task.WhenAny(started.Task, program).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken) == program)
        {
            await program;
            throw new UnreachableException("The service ended before it had started.");
        }

        return new ServiceHost(host, program, logs);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        _host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _program.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
