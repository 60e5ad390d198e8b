using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FocusSuite.Load.Tests.Support;

/// <summary>Answers every request as the test wants.</summary>
public sealed class StubGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    public StubGateway()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            Seen(context.Request.Path);
            context.Response.StatusCode = await Answer();
            await context.Response.WriteAsync(Body);
        });
    }

    public Func<Task<int>> Answer { get; set; } = () => Task.FromResult(200);

    public string Body { get; set; } = """{"enrollment_id":12,"session_id":"s1"}""";

    public Action<string> Seen { get; set; } = _ => { };

    public Uri Address => new(_app.Urls.Single());

    public async ValueTask StartAsync() => await _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
