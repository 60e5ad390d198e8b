using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace FocusSuite.Gateway.Limits;

/// <summary>
/// Two limits that both have to let a request through: by the client's network, and by access token (<see cref="RateLimitKeys"/>).
/// </summary>
/// <remarks>
/// The token counts, and not the person whom it names. The gateway has not checked its signature at this point, nor ever does: services do, and it holds
/// no provider's keys. Were a name that anybody can write the key, a forged token would use up somebody else's share; a forged token of its own only has a
/// share of its own. Checking first would cost each request a signature's check more, to refuse few. The price is that somebody who
/// signs in or refreshes again has another share; those requests count by address, as all do, and an address has a limit that no number of tokens raises.
/// A WebSocket that brings its token in its subprotocol counts by address alone; live streams are bounded a person by the service.
/// </remarks>
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
            PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(RateLimitKeys.OfAddress(context), _limits.PerAddress)),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(RateLimitKeys.OfToken(context.Request.Headers.Authorization), _limits.PerUser)));
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
}
