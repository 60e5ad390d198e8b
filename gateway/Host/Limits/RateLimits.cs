using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace FocusSuite.Gateway.Limits;

/// <summary>
/// Three limits that all have to let a request through: how many the client's network has open, how many come from it, and how many with
/// its access token (<see cref="RateLimitKeys"/>).
/// </summary>
/// <remarks>
/// The token counts, and not the person whom it names. The gateway has not checked its signature at this point, nor ever does: services do,
/// and it holds no provider's keys. Were a name that anybody can write the key, a forged token would use up somebody else's share; a forged
/// token of its own only has a share of its own. Checking first would cost each request a signature's check more, to refuse few. The price
/// is that somebody who signs in or refreshes again has another share; those requests count by address, as all do, and an address has a
/// limit that no number of tokens raises. A WebSocket that brings its token in its subprotocol counts by address alone; live streams are
/// bounded a person by the service.
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
            PartitionedRateLimiter.Create<HttpContext, string>(context => Open(RateLimitKeys.OfAddress(context))),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(RateLimitKeys.OfAddress(context), _limits.PerAddress)),
            PartitionedRateLimiter.Create<HttpContext, string>(
                context => Partition(RateLimitKeys.OfToken(context.Request.Headers.Authorization), _limits.PerUser)));
    }

    private RateLimitPartition<string> Partition(string? key, int perSecond) =>
        key is null || perSecond == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond * _limits.BurstSeconds,
                TokensPerPeriod = Refill(perSecond).Tokens,
                ReplenishmentPeriod = Refill(perSecond).Period,
                AutoReplenishment = true,
                QueueLimit = 0,
            });

    private RateLimitPartition<string> Open(string? key) =>
        key is null || _limits.OpenPerAddress == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetConcurrencyLimiter(
                key, _ => new ConcurrencyLimiterOptions { PermitLimit = _limits.OpenPerAddress, QueueLimit = 0 });

    /// <summary>
    /// The shortest of a few periods in which a whole number of tokens comes, so that exactly as many come as are configured.
    /// </summary>
    internal static (int Tokens, TimeSpan Period) Refill(int perSecond)
    {
        // The limiter looks every tenth of a second.
        int[] periods = [100, 200, 500];
        var period = periods.FirstOrDefault(milliseconds => perSecond * milliseconds % 1000 == 0, 1000);
        return (perSecond * period / 1000, TimeSpan.FromMilliseconds(period));
    }
}
