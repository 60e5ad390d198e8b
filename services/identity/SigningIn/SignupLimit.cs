using System.Threading.RateLimiting;
using FocusSuite.Identity.Operating;
using FocusSuite.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Bounds how many accounts one address asks for in an hour, before any work is done for them: each costs a password's hash, and tells whether an address
/// is taken. Counted by each replica for itself; the bound is generous since many people may share an address.
/// </summary>
internal sealed class SignupLimit(IOptions<IdentitySettings> settings) : IDisposable
{
    private const int Segments = 12;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address => settings.Value.SignupsPerAddress == 0
        ? RateLimitPartition.GetNoLimiter(string.Empty)
        : RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = settings.Value.SignupsPerAddress,
            Window = Window,
            SegmentsPerWindow = Segments,
        }));

    /// <summary>Counts an attempt.</summary>
    /// <exception cref="ApiException">TOO_MANY_ATTEMPTS.</exception>
    public void Take(string clientAddress)
    {
        using var lease = _limiter.AttemptAcquire(clientAddress);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) && told > TimeSpan.Zero ? told : Window / Segments;
            throw new ApiException(ErrorCodes.TooManyAttempts) { RetryAfter = TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) };
        }
    }

    public void Dispose() => _limiter.Dispose();
}
