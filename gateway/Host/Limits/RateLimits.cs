using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FocusSuite.Gateway.Limits;

/// <summary>
/// Two limits that both have to let a request through: by address and by access token. The token itself is the key and not the user that it names:
/// the gateway has not checked it, and a forged one must not use up somebody else's share.
/// </summary>
internal sealed class RateLimits(IOptions<GatewayOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    private readonly RateLimitOptions _limits = options.Value.RateLimits;

    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(AddressOf(context), _limits.PerAddress)),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(TokenOf(context), _limits.PerUser)));
    }

    private RateLimitPartition<string> Partition(string? key, int perSecond) =>
        key is null || perSecond == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond * _limits.BurstSeconds,
                TokensPerPeriod = Math.Max(1, perSecond / 10),
                ReplenishmentPeriod = TimeSpan.FromMilliseconds(perSecond < 10 ? 1000.0 / perSecond : 100),
                AutoReplenishment = true,
                QueueLimit = 0,
            });

    // Whoever watches the gateway must see it also when it is busy.
    private static string? AddressOf(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health") ? null : context.Connection.RemoteIpAddress?.ToString();

    private static string? TokenOf(HttpContext context) => context.Request.Headers[HeaderNames.Authorization] is [{ Length: > 0 } token] ? token : null;
}
