using System.Collections.Concurrent;
using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Operating;
using FocusSuite.Identity.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Erasing;

/// <summary>
/// Takes every erasure through two rounds of all stores: the first at once, the second when whatever was under way has come to its end. Every replica works
/// on what is due; a step that a process died in is due again before long. A store that cannot be reached holds up its own step only.
/// </summary>
internal sealed partial class ErasureWorker(
    IServiceScopeFactory scopes, IOptions<ErasureOptions> options, RealTime time, TimeProvider clock, ILogger<ErasureWorker> logger) : BackgroundService
{
    public const string Identity = "identity";

    /// <summary>All stores, identity's own first: it is where new tokens would come from.</summary>
    public static readonly IReadOnlyList<string> Stores = [Identity, .. PersonalStores.Peers.Select(peer => peer.ToLowerInvariant())];

    private const int LastRound = 2;

    // Real time.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Has an erasure worked on at once, and waits, within a bound, until its first round is over.</summary>
    public async Task FirstRoundAsync(Guid id, TimeSpan patience, CancellationToken cancellationToken)
    {
        // Not here and now: the work must not speak in the name of the person, who is refused from its first step on.
        var round = _waiting.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _wake.Release();
        await Task.WhenAny(round.Task, Task.Delay(patience, cancellationToken));
        _waiting.TryRemove(id, out _);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Works on all that is due.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await TakeAsync(cancellationToken) is { } id)
        {
            await StepAsync(id, cancellationToken);
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(Poll, stoppingToken);
                await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogPutOff(logger, exception);
                await Task.WhenAny(Task.Delay(Poll, stoppingToken));
            }
        }
    }

    // Takes the next due erasure for a while; of several replicas one gets it.
    private async Task<Guid?> TakeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<IdentityContext>();
        var now = time.Now;
        var due = await context.Erasures.Where(erasure => erasure.CompletedAt == null && erasure.NextAt <= now)
            .OrderBy(erasure => erasure.NextAt).FirstOrDefaultAsync(cancellationToken);
        if (due is null)
        {
            return null;
        }

        due.NextAt = now + Lease;
        try
        {
            await context.SaveAsync([], cancellationToken);
            return due.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    private async Task StepAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<IdentityContext>();
        var stores = scope.ServiceProvider.GetRequiredService<PersonalStores>();
        var erasure = await context.Erasures.SingleAsync(one => one.Id == id, cancellationToken);
        if (erasure.Pending.Count == Stores.Count)
        {
            // The word to all services at once, ahead of the way through them: open streams end, and tokens are refused. A repeat does no
            // harm.
            var tokens = scope.ServiceProvider.GetRequiredService<AccountTokens>();
            await context.SaveAsync([tokens.Erased(erasure.UserId!.Value)], cancellationToken);
        }

        foreach (var store in erasure.Pending.ToList())
        {
            try
            {
                var removed = await stores.EraseAsync(store, erasure.UserId!.Value, id, cancellationToken);
                erasure.Pending = [.. erasure.Pending.Where(other => other != store)];
                erasure.Removed.AddRange(removed.Where(_ => erasure.Round == 1));
                await context.SaveAsync([], cancellationToken);
            }
            catch (Exception exception) when (exception is not DbUpdateConcurrencyException && !cancellationToken.IsCancellationRequested)
            {
                LogStoreAway(logger, exception, id, store);
            }
        }

        erasure.NextAt = time.Now + options.Value.RetryAfter;
        if (erasure.Pending.Count == 0)
        {
            EndRound(erasure);
        }

        await context.SaveAsync([], cancellationToken);
        if (erasure.Round > 1 && _waiting.TryGetValue(id, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    private void EndRound(ErasureRow erasure)
    {
        if (erasure.Round < LastRound)
        {
            erasure.Round++;
            erasure.Pending = [.. Stores];
            erasure.NextAt = time.Now + options.Value.Settling;
            return;
        }

        // The last that was known of the person.
        erasure.UserId = null;
        erasure.CompletedAt = clock.GetUtcNow();
        LogCompleted(logger, erasure.Id);
    }

    [LoggerMessage(1, LogLevel.Warning, "Erasures are put off for a moment.")]
    private static partial void LogPutOff(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Erasure {ErasureId} could not be done in {Store} yet; it is tried again.")]
    private static partial void LogStoreAway(ILogger logger, Exception exception, Guid erasureId, string store);

    [LoggerMessage(3, LogLevel.Information, "Erasure {ErasureId} is complete.")]
    private static partial void LogCompleted(ILogger logger, Guid erasureId);
}
