using System.Net;
using GrpcTranscoding;
using GrpcTranscoding.OpenApi;
using GrpcTranscoding.Sample;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;

// A plain gRPC service. It knows nothing of JSON, and would be a program of its own.
var backend = WebApplication.CreateSlimBuilder();
backend.Logging.ClearProviders();
backend.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
backend.Services.AddGrpc();
await using var service = backend.Build();
service.MapGrpcService<GreeterService>();
await service.StartAsync();

// A plain YARP host with the transcoder. Its clusters would come from the configuration.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddReverseProxy()
    .LoadFromMemory([], [new ClusterConfig
    {
        ClusterId = "greeter",
        Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = service.Urls.Single() } },
    }])
    .AddGrpcTranscoding(options =>
    {
        options.Services.Add(Greeter.Descriptor);
        options.ClusterOf = _ => "greeter";
    });
await using var app = builder.Build();
app.UseProblems();
app.UseGrpcTranscoding();
app.MapReverseProxy();
app.MapTranscodingOpenApi("/openapi.json", options => options.Title = "Greeter");

// The build of the project file asks for it.
if (await app.TryWriteOpenApiAsync(args))
{
    return;
}

await app.RunAsync();
