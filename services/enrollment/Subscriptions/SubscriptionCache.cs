using FocusSuite.Domain;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Microsoft.Extensions.Caching.Memory;

namespace FocusSuite.Enrollment.Subscriptions;

/// <summary>
/// The terms of the callers' subscriptions, ten minutes in memory, bounded in number. What shows in a list may come from here; what permits
/// something is asked anew. See docs/decisions/0004-program-list-cache.md.
/// </summary>
internal sealed class SubscriptionCache(
    IdentityInternalService.IdentityInternalServiceClient identity,
    [FromKeyedServices(Clocks.Real)] TimeProvider clock,
    ILogger<SubscriptionCache> logger)
    : IDisposable
{
    /// <summary>For how long the terms are served without asking again. An event drops them earlier.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>For how long the last terms are better than none while identity is away.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromHours(1);

    /// <summary>Users at the most, about 200 bytes each; the least recently used go first.</summary>
    private const int MaxUsers = 50_000;

    private readonly MemoryCache _users = new(new MemoryCacheOptions { SizeLimit = MaxUsers, CompactionPercentage = 0.1 });
    private readonly Lock _gate = new();
    private long _drops;

    /// <summary>Whether the caller has Pro, as far as it shows in a list.</summary>
    /// <param name="userId">The caller, on whose behalf identity is asked.</param>
    /// <param name="now">Suite time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<bool> HasProAsync(long userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = _users.Get<Known>(userId);
        if (known is not null && Age(known) < Fresh)
        {
            return known.Terms.IsPro(now);
        }

        try
        {
            return (await AskAsync(userId, cancellationToken)).IsPro(now);
        }
        catch (RpcException exception) when (known is not null && Age(known) < Usable && !cancellationToken.IsCancellationRequested)
        {
            Log.ServedStaleSubscription(logger, exception, Age(known));
            return known.Terms.IsPro(now);
        }
    }

    /// <summary>Refuses a caller without Pro. Asks identity: who has just paid must not wait for an event.</summary>
    /// <param name="userId">The caller, on whose behalf identity is asked.</param>
    /// <param name="now">Suite time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiException">PRO_REQUIRED.</exception>
    public async Task RequireProAsync(long userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!(await AskAsync(userId, cancellationToken)).IsPro(now))
        {
            throw new ApiException(ErrorCodes.ProRequired);
        }
    }

    /// <summary>The subscription changed: the next question goes to identity.</summary>
    public void Drop(long userId)
    {
        lock (_gate)
        {
            _drops++;
            _users.Remove(userId);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _users.Dispose();

    private async Task<SubscriptionTerms> AskAsync(long userId, CancellationToken cancellationToken)
    {
        var (drops, at) = (Interlocked.Read(ref _drops), clock.GetTimestamp());
        var response = await identity.GetSubscriptionAsync(new GetSubscriptionRequest(), cancellationToken: cancellationToken);
        var terms = SubscriptionTerms.Of(response.Subscription);

        // An answer that was under way while something was dropped may be the old one: good for this question, not for later ones.
        var kept = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Usable };
        lock (_gate)
        {
            if (drops == _drops)
            {
                _users.Set(userId, new Known(terms, at), kept);
            }
        }

        return terms;
    }

    private TimeSpan Age(Known known) => clock.GetElapsedTime(known.At);

    private sealed record Known(SubscriptionTerms Terms, long At);
}
