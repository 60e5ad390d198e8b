using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.TestSupport.Hosting;

/// <summary>A server that plays services which the one under test calls: real calls over a real socket.</summary>
public static class PeerServer
{
    /// <param name="state">What its methods are given by their constructors: what a test wants of them, and what they were asked.</param>
    /// <param name="port">Where it listens; a free port unless one is given.</param>
    public static WebApplication Build<TState>(TState state, int port = 0)
        where TState : class
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(state);
        return builder.Build();
    }
}
