using FocusSuite.Domain;
using FocusSuite.Identity.Persistence;
using FocusSuite.ServiceDefaults.Revocation;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Tokens;

/// <summary>
/// The revocations within a token's lifetime, as the accounts have them. Erasures are not among them: each service notes those by itself.
/// </summary>
internal sealed class OwnRevocations(
    IServiceScopeFactory scopes, TokenRevocations revocations, [FromKeyedServices(Clocks.Real)] TimeProvider time)
    : IRevocationSource
{
    // More at once are a mistake elsewhere, and the newest matter most.
    private const int MaxRevocations = 10_000;

    // What was being saved when somebody asked, by a replica whose clock may be behind, is found by the next question.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    public async Task<RevocationPage> ListAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var oldest = now - TokenRevocations.Lifetime;
        var from = since > oldest ? since.Value : oldest;
        await using var scope = scopes.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<IdentityContext>().Accounts.AsNoTracking()
            .Where(account => account.TokensRevokedAt >= from)
            .OrderByDescending(account => account.TokensRevokedAt)
            .Take(MaxRevocations)
            .Select(account => new { account.Id, account.TokenEpoch, account.RevocationReason })
            .ToListAsync(cancellationToken);
        var revoked = found.Select(one => new TokenRevocation(revocations.HashOf(one.Id), one.TokenEpoch, one.RevocationReason!));
        return new RevocationPage([.. revoked], now - Overlap);
    }
}
