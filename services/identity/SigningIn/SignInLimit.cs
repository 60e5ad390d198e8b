using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using FocusSuite.Identity.Operating;
using FocusSuite.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Bounds how often an account, whether it exists or not, and an address may sign in, also with the right password: each time costs a password's check.
/// Counted by each replica for itself. Failures are <see cref="LoginFailures"/>' matter, and repeats of a sign-up are bounded as sign-ups.
/// </summary>
internal sealed class SignInLimit(IOptions<IdentitySettings> settings) : IDisposable
{
    // A minute's worth may come at once.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _accounts = Limiter(() => settings.Value.SignInsPerAccount);
    private readonly PartitionedRateLimiter<string> _addresses = Limiter(() => settings.Value.SignInsPerAddress);

    /// <summary>Counts an attempt.</summary>
    /// <param name="account">The account's email, in one case.</param>
    /// <param name="clientAddress">From where it comes.</param>
    /// <exception cref="ApiException">TOO_MANY_ATTEMPTS.</exception>
    public void Take(string account, string clientAddress)
    {
        Take(_addresses, clientAddress);
        // A hash, since an email is as long as a client likes and keys are kept for a while.
        Take(_accounts, Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(account))));
    }

    public void Dispose()
    {
        _accounts.Dispose();
        _addresses.Dispose();
    }

    private static void Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) && told > TimeSpan.Zero ? told : TimeSpan.FromSeconds(1);
            throw new ApiException(ErrorCodes.TooManyAttempts) { RetryAfter = TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) };
        }
    }

    private static PartitionedRateLimiter<string> Limiter(Func<int> perMinute) => PartitionedRateLimiter.Create<string, string>(key => perMinute() == 0
        ? RateLimitPartition.GetNoLimiter(string.Empty)
        : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute(),
            TokensPerPeriod = 1,
            ReplenishmentPeriod = Period / perMinute(),
        }));
}
