using Microsoft.AspNetCore.Identity;

namespace FocusSuite.Identity.Accounts;

/// <summary>
/// Hashes and checks passwords. A hash keeps a processor busy for a tenth of a second or more: no more of them run at once than there are
/// processors, so that a burst of sign-ins queues here and leaves the threads to everything else.
/// </summary>
internal sealed class Passwords(IPasswordHasher<Account> hasher) : IDisposable
{
    private static readonly Account Nobody = new();

    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);
    private readonly string _nobodysHash = hasher.HashPassword(Nobody, Guid.NewGuid().ToString("N"));

    /// <summary>Checks a password. For no account it takes the same time and is never right.</summary>
    public Task<PasswordVerificationResult> VerifyAsync(Account? account, string password, CancellationToken cancellationToken) =>
        WorkAsync(
            () =>
            {
                var result = hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? _nobodysHash, password);
                return account?.PasswordHash is null ? PasswordVerificationResult.Failed : result;
            },
            cancellationToken);

    public Task<string> HashAsync(Account account, string password, CancellationToken cancellationToken) =>
        WorkAsync(() => hasher.HashPassword(account, password), cancellationToken);

    public void Dispose() => _processors.Dispose();

    private async Task<T> WorkAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _processors.WaitAsync(cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            _processors.Release();
        }
    }
}
