using System.Globalization;
using System.Net;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Options.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>
/// The floor: the same hops and the same answers with nothing else: a gateway, a service, and where the answer of the real one takes a call
/// to another service, that service as well. No token is looked at, nothing is limited, nothing is counted.
/// </summary>
internal static class FloorRoles
{
    public const string Gateway = "floor-gateway";
    public const string Service = "floor-service";
    public const string PostgresVariable = "FOCUS_FLOOR_POSTGRES";
    public const string AnswersVariable = "FOCUS_FLOOR_ANSWERS";
    public const string UserVariable = "FOCUS_FLOOR_USER";

    private const string Cluster = "floor";

    /// <summary>Serves until the process is ended.</summary>
    /// <param name="role">The gateway or a service.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="next">Where the gateway finds the service, and the service its peer; the peer has none, 0.</param>
    public static async Task ServeAsync(string role, int port, int next)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, port, listen => listen.Protocols = role == Service ? HttpProtocols.Http2 : HttpProtocols.Http1));
        await using var app = role == Service ? BuildService(builder, next) : BuildGateway(builder, next);
        await app.RunAsync();
    }

    private static WebApplication BuildService(WebApplicationBuilder builder, int peer)
    {
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new FloorAnswers(Variable(AnswersVariable)));
        builder.Services.AddSingleton(
            new FloorDatabase(Variable(PostgresVariable), long.Parse(Variable(UserVariable), CultureInfo.InvariantCulture)));
        builder.Services.AddSingleton<FloorEnrollment>().AddSingleton<FloorProgress>().AddSingleton<FloorSessions>();
        builder.Services.AddSingleton<FloorPeer>();
        builder.Services.AddSingleton(new ProgressInternalService.ProgressInternalServiceClient(GrpcChannel.ForAddress(Address(peer))));
        var app = builder.Build();
        app.MapGrpcService<FloorEnrollment>();
        app.MapGrpcService<FloorProgress>();
        app.MapGrpcService<FloorSessions>();
        app.MapGrpcService<FloorPeer>();
        return app;
    }

    /// <summary>The transcoder as the suite's gateway uses it: the same rules for JSON, so that the bytes are the same.</summary>
    private static WebApplication BuildGateway(WebApplicationBuilder builder, int service)
    {
        ClusterConfig cluster = new()
        {
            ClusterId = Cluster,
            HttpRequest = new ForwarderRequestConfig(),
            Destinations = new Dictionary<string, DestinationConfig>
            {
                ["one"] = new() { Address = Address(service) },
            },
        };
        builder.Services.AddReverseProxy().LoadFromMemory([], [cluster]).AddGrpcTranscoding(options =>
        {
            options.Services.Add(EnrollmentService.Descriptor);
            options.Services.Add(ProgressService.Descriptor);
            options.Services.Add(SessionsService.Descriptor);
            options.ClusterOf = _ => Cluster;
            options.Json.WriteNulls = true;
            options.Json.WriteDefaults = true;
            options.Json.ProtoNames = true;
            options.Json.Int64AsNumber = true;
            options.Json.EnumWord = value =>
                value.GetOptions()?.GetExtension(OptionsExtensions.JsonWord) is { Length: > 0 } word ? word : null;
            options.Json.OmitWhenUnset = field => field.GetOptions()?.GetExtension(OptionsExtensions.OmitWhenUnset) == true;
            options.Json.ResponseHeader = field =>
                field.GetOptions()?.GetExtension(OptionsExtensions.ResponseHeader) is { Length: > 0 } header ? header : null;
        });
        var app = builder.Build();
        app.UseProblems();
        app.UseGrpcTranscoding();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseTranscodingRetries();
            proxy.UseLoadBalancing();
        });
        return app;
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
