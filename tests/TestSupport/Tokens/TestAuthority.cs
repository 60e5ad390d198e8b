using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace FocusSuite.TestSupport.Tokens;

/// <summary>
/// An OpenID Connect provider in the test's own process, on plain HTTP/2 as identity is: the configuration document, the keys, and tokens
/// of any kind, good ones and bad ones.
/// </summary>
public sealed class TestAuthority : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private TestKey[] _keys = [new()];
    private int _documentReads;
    private int _keyReads;

    private TestAuthority()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>The value for <c>Focus:Auth:Authority</c>; also the issuer.</summary>
    public string Url { get; private set; } = string.Empty;

    /// <summary>While true, every answer is a 503: the provider is away.</summary>
    public bool IsDown { get; set; }

    /// <summary>How often the configuration document was read.</summary>
    public int DocumentReads => Volatile.Read(ref _documentReads);

    /// <summary>How often the keys were read.</summary>
    public int KeyReads => Volatile.Read(ref _keyReads);

    public static async Task<TestAuthority> StartAsync(CancellationToken cancellationToken = default)
    {
        var authority = new TestAuthority();
        await authority._app.StartAsync(cancellationToken);
        authority.Url = authority._app.Urls.Single();
        return authority;
    }

    /// <summary>The settings by which a service believes this provider and its test peers.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["Focus:Auth:Authority"] = Url,
        ["Focus:Auth:ServiceKey"] = TestServiceKey.Value,
    };

    /// <summary>A good access token of a user.</summary>
    public string CreateToken(long userId, string timeZone = "UTC") => CreateToken(new TestToken { UserId = userId, TimeZone = timeZone });

    /// <summary>A token that says what the test wants.</summary>
    public string CreateToken(TestToken token) => CurrentKey.Sign(token with { Issuer = token.Issuer ?? Url });

    /// <summary>Signs from now on with a new key; the old ones stay published unless they are withdrawn.</summary>
    public void RotateKey(bool withdrawOldKeys = false)
    {
        lock (_gate)
        {
            _keys = withdrawOldKeys ? [new()] : [new(), .. _keys];
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private TestKey CurrentKey
    {
        get
        {
            lock (_gate)
            {
                return _keys[0];
            }
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/.well-known/openid-configuration":
                Interlocked.Increment(ref _documentReads);
                await context.Response.WriteAsJsonAsync(new
                {
                    issuer = Url,
                    jwks_uri = $"{Url}/.well-known/jwks.json",
                    id_token_signing_alg_values_supported = new[] { "ES256" },
                    response_types_supported = new[] { "token" },
                    subject_types_supported = new[] { "public" },
                });
                break;
            case "/.well-known/jwks.json":
                Interlocked.Increment(ref _keyReads);
                TestKey[] keys;
                lock (_gate)
                {
                    keys = _keys;
                }

                await context.Response.WriteAsJsonAsync(new { keys = keys.Select(key => key.ToPublicJson()) });
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }
}
