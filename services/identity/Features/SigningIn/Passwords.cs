using System.Threading.RateLimiting;
using FocusSuite.Identity.Domain;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Overload;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Features.SigningIn;

/// <summary>
/// Hashes and checks passwords. A hash keeps a processor busy for a tenth of a second or more: they run on half of the processors at the
/// most, so that a burst of sign-ins queues here and leaves the other half to everything else; and what would queue for longer than its
/// caller waits is refused at once.
/// </summary>
internal sealed class Passwords(IPasswordHasher<Account> hasher, IOptions<IdentitySettings> settings) : IDisposable
{
    private static readonly Account Nobody = new();

    private readonly ConcurrencyLimiter _processors = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = settings.Value.MaxWaitingPasswords,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly string _nobodysHash = hasher.HashPassword(Nobody, Guid.NewGuid().ToString("N"));

    /// <summary>How many checks wait for a processor.</summary>
    public long Waiting => _processors.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Checks a password. For no account it takes the same time and is never right.</summary>
    public Task<PasswordVerificationResult> VerifyAsync(Account? account, string password, CancellationToken cancellationToken) =>
        WorkAsync(
            () =>
            {
                var result = hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? _nobodysHash, password);
                return account is null ? PasswordVerificationResult.Failed : result;
            },
            cancellationToken);

    /// <summary>Hashes a password; whose it is makes no difference.</summary>
    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        WorkAsync(() => hasher.HashPassword(Nobody, password), cancellationToken);

    public void Dispose() => _processors.Dispose();

    private async Task<T> WorkAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using var lease = await _processors.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired ? work() : throw new ApiException(ErrorCodes.Unavailable) { RetryAfter = RetryAfter.Draw() };
    }
}
