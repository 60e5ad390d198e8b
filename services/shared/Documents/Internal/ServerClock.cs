namespace FocusSuite.Documents.Internal;

/// <summary>
/// The database server's clock, without asking it each time: what it showed lately, and how long ago that was by a watch that nobody can
/// set. So all replicas go by one clock, however wrong their own are.
/// </summary>
/// <param name="read">Asks the server; null where it does not tell.</param>
/// <param name="watch">Measures how long ago it was asked, and stands in for a server that does not tell.</param>
internal sealed class ServerClock(Func<CancellationToken, Task<DateTimeOffset?>> read, TimeProvider watch)
{
    /// <summary>How often it is asked: another server may have taken over, and watches drift.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(30);

    private volatile Reading? _last;

    /// <summary>The time at the server.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken)
    {
        if (_last is not { } last || watch.GetElapsedTime(last.At) >= RefreshInterval)
        {
            _last = last = await ReadAsync(cancellationToken);
        }

        return last.Shown + watch.GetElapsedTime(last.At);
    }

    private async Task<Reading> ReadAsync(CancellationToken cancellationToken)
    {
        var asked = watch.GetTimestamp();
        if (await read(cancellationToken) is not { } shown)
        {
            return new Reading(watch.GetUtcNow(), watch.GetTimestamp());
        }

        // The answer was given somewhere between question and receipt: half of that is the most that it can be wrong by.
        return new Reading(shown + (watch.GetElapsedTime(asked) / 2), watch.GetTimestamp());
    }

    private sealed record Reading(DateTimeOffset Shown, long At);
}
