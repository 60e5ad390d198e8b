using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using FocusSuite.Protocol.Errors;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Features.SigningIn;

/// <summary>
/// Bounds how many accounts an address asks for, before any work is done for them, and how often an account, whether it exists or not, and
/// an address may sign in, also with the right password: each time costs a password's check or hash. Counted by each replica for itself;
/// the bounds of addresses are generous since many people may share one. Failures are counted beside it, and repeats of a sign-up are
/// bounded as sign-ups.
/// </summary>
internal sealed class AttemptLimits(IOptions<IdentitySettings> settings) : IDisposable
{
    private const int Segments = 12;
    private static readonly TimeSpan SignUpWindow = TimeSpan.FromHours(1);

    // A minute's worth may come at once.
    private static readonly TimeSpan SignInPeriod = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _signUps = Limiter(
        () => settings.Value.SignupsPerAddress,
        (address, perHour) => RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = perHour,
            Window = SignUpWindow,
            SegmentsPerWindow = Segments,
        }));

    private readonly PartitionedRateLimiter<string> _accounts = Limiter(() => settings.Value.SignInsPerAccount, ByTheMinute);
    private readonly PartitionedRateLimiter<string> _addresses = Limiter(() => settings.Value.SignInsPerAddress, ByTheMinute);

    /// <summary>Counts an attempt to sign up.</summary>
    /// <exception cref="ApiException">TOO_MANY_ATTEMPTS.</exception>
    public void TakeSignUp(string clientAddress) => Take(_signUps, clientAddress, SignUpWindow / Segments);

    /// <summary>Counts an attempt to sign in.</summary>
    /// <param name="account">The account's email, in one case.</param>
    /// <param name="clientAddress">From where it comes.</param>
    /// <exception cref="ApiException">TOO_MANY_ATTEMPTS.</exception>
    public void TakeSignIn(string account, string clientAddress)
    {
        Take(_addresses, clientAddress, TimeSpan.FromSeconds(1));

        // A hash, since an email is as long as a client likes and keys are kept for a while.
        Take(_accounts, Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(account))), TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        _signUps.Dispose();
        _accounts.Dispose();
        _addresses.Dispose();
    }

    private static void Take(PartitionedRateLimiter<string> limiter, string key, TimeSpan retryAfter)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) && told > TimeSpan.Zero ? told : retryAfter;
            throw new ApiException(ErrorCodes.TooManyAttempts) { RetryAfter = TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) };
        }
    }

    private static PartitionedRateLimiter<string> Limiter(Func<int> bound, Func<string, int, RateLimitPartition<string>> limit) =>
        PartitionedRateLimiter.Create<string, string>(
            key => bound() == 0 ? RateLimitPartition.GetNoLimiter(string.Empty) : limit(key, bound()));

    private static RateLimitPartition<string> ByTheMinute(string key, int perMinute) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = SignInPeriod / perMinute,
        });
}
