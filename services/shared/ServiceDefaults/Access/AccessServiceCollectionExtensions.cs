using FocusSuite.Domain;
using FocusSuite.Hosting.Warming;
using FocusSuite.Protocol.Access;
using FocusSuite.ServiceDefaults.Warming;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FocusSuite.ServiceDefaults.Access;

/// <summary>Registers what checks callers.</summary>
internal static class AccessServiceCollectionExtensions
{
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration, string service)
    {
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.Section)).ValidateOnStart();
        services.AddSingleton(
            provider => new ServiceTokens(provider.GetRequiredService<IOptions<AuthOptions>>().Value.ServiceKey, service));

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<AuthOptions>, IServiceProvider>(
                (bearer, auth, provider) => Configure(bearer, auth.Value, provider.GetRequiredKeyedService<TimeProvider>(Clocks.Real)));
        services.AddSingleton<UserTokens>();
        services.AddSingleton<IWarmUp, KeysWarmUp>();
        return services;
    }

    private static void Configure(JwtBearerOptions bearer, AuthOptions auth, TimeProvider realTime)
    {
        bearer.Authority = auth.Authority;
        bearer.Audience = auth.Audience;
        bearer.MapInboundClaims = false;
        bearer.TimeProvider = realTime;

        // Inside an installation identity is reached over plain HTTP/2; a provider outside is named by an https address.
        var plain = auth.Authority.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        bearer.RequireHttpsMetadata = !plain;
        if (plain)
        {
            bearer.BackchannelHttpHandler = new PriorKnowledgeHandler();
        }

        bearer.Events = new JwtBearerEvents { OnTokenValidated = RefuseWhatIsNotUnderstood };

        // An unknown key makes the keys be read again, at most this often: a rotation is seen at once, and a flood of bad tokens is no
        // flood of reads.
        bearer.RefreshInterval = TimeSpan.FromSeconds(10);
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = auth.Issuer,
            ValidAudience = auth.Audience,
            ValidAlgorithms = auth.Algorithms.Count > 0 ? auth.Algorithms : [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = auth.TokenTypes.Count > 0 ? auth.TokenTypes : ["at+jwt"],
            ClockSkew = TimeSpan.FromSeconds(2),
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        };
    }

    // RFC 7515: extensions that the signer calls critical must be understood (4.1.11), and there is no padding (2). The handler looks at
    // neither.
    private static Task RefuseWhatIsNotUnderstood(TokenValidatedContext context)
    {
        if (context.SecurityToken is JsonWebToken token
            && (token.TryGetHeaderValue<object>("crit", out _) || token.EncodedToken.Contains('=', StringComparison.Ordinal)))
        {
            context.Fail("The token has critical extensions or padding.");
        }

        return Task.CompletedTask;
    }

    /// <summary>Speaks HTTP/2 without TLS from the first byte, as the services do.</summary>
    private sealed class PriorKnowledgeHandler() : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Version = System.Net.HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
