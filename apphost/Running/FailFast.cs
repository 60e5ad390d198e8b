namespace FocusSuite.AppHost.Running;

/// <summary>Runs several things at once and gives up on all as soon as one fails.</summary>
internal static class FailFast
{
    public static async Task WhenAllAsync(IEnumerable<Func<CancellationToken, Task>> work, CancellationToken ct)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Exception? first = null;
        await Task.WhenAll(work.Select(item => RunAsync(item))).ConfigureAwait(false);
        if (first is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        ct.ThrowIfCancellationRequested();

        async Task RunAsync(Func<CancellationToken, Task> item)
        {
            // Not on the caller's thread: a part that works before its first await would hold up the others.
            await Task.Yield();
            try
            {
                await item(giveUp.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException || !giveUp.IsCancellationRequested)
            {
                Interlocked.CompareExchange(ref first, error, null);
                await giveUp.CancelAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Given up because another one failed, or because the caller said so.
            }
        }
    }
}
