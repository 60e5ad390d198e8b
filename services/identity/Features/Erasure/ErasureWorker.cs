using System.Collections.Concurrent;
using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Persistence;
using FocusSuite.ServiceDefaults.Revocation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Features.Erasure;

/// <summary>
/// Takes every erasure through two rounds of all stores: the first at once, the second when whatever was under way has come to its end.
/// Every replica works on what is due; a step that a process died in is due again before long. A store that cannot be reached holds up its
/// own step only.
/// </summary>
internal sealed partial class ErasureWorker(
    IServiceScopeFactory scopes,
    IOptions<ErasureOptions> options,
    TokenRevocations revocations,
    [FromKeyedServices(Clocks.Real)] TimeProvider time,
    TimeProvider clock,
    ILogger<ErasureWorker> logger) : BackgroundService
{
    // Real time.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Has an erasure worked on at once, and waits, within a bound, until its first round is over.</summary>
    public async Task FirstRoundAsync(Guid id, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Not here and now: the work must not speak in the name of the user, who is refused from its first step on.
        var round = _waiting.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _wake.Release();
        await Task.WhenAny(round.Task, Task.Delay(timeout, cancellationToken));
        _waiting.TryRemove(id, out _);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Works on all that is due.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await WorkOnNextAsync(cancellationToken))
        {
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
                LogErasuresPutOff(logger, exception);
                await Task.WhenAny(Task.Delay(Poll, stoppingToken));
            }
        }
    }

    private async Task<bool> WorkOnNextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var erasures = scope.ServiceProvider.GetRequiredService<ErasureStore>();
        if (await erasures.TakeDueAsync(time.GetUtcNow(), cancellationToken) is not { } erasure)
        {
            return false;
        }

        await StepAsync(erasure, erasures, scope.ServiceProvider.GetRequiredService<PersonalStores>(), cancellationToken);
        return true;
    }

    private async Task StepAsync(AccountErasure erasure, ErasureStore erasures, PersonalStores stores, CancellationToken cancellationToken)
    {
        var userId = erasure.UserId!.Value;
        var announced = erasure.Announce(revocations.HashOf(userId), PersonalStores.All, OperationContext.Begin(clock));
        if (!announced.ChangesNothing)
        {
            await erasures.SaveAsync(announced.Events, cancellationToken);
        }

        foreach (var store in erasure.Pending.ToList())
        {
            try
            {
                erasure.Confirm(store, await stores.EraseAsync(store, userId, erasure.Id, cancellationToken));
                await erasures.SaveAsync([], cancellationToken);
            }
            catch (Exception exception) when (exception is not DbUpdateConcurrencyException && !cancellationToken.IsCancellationRequested)
            {
                LogStoreAway(logger, exception, erasure.Id, store);
            }
        }

        erasure.EndStep(PersonalStores.All, options.Value.RetryAfter, options.Value.Settling, clock.GetUtcNow(), time.GetUtcNow());
        if (erasure.CompletedAt is not null)
        {
            LogCompleted(logger, erasure.Id);
        }

        await erasures.SaveAsync([], cancellationToken);
        if (erasure.Round > 1 && _waiting.TryGetValue(erasure.Id, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "Erasures are put off for a moment.")]
    private static partial void LogErasuresPutOff(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "Erasure {ErasureId} could not be done in {Store} yet; it is tried again.")]
    private static partial void LogStoreAway(ILogger logger, Exception exception, Guid erasureId, string store);

    [LoggerMessage(6, LogLevel.Information, "Erasure {ErasureId} is complete.")]
    private static partial void LogCompleted(ILogger logger, Guid erasureId);
}
