using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace FocusSuite.CatalogClient;

/// <summary>
/// One value of the catalog in memory. Many readers share one load; while the catalog is away they get the last value, up to an hour old.
/// </summary>
internal sealed class CachedRead<T>(Func<Task<T>> load, TimeProvider clock, ILogger logger)
    where T : class?
{
    /// <summary>For how long a value is served without asking again. An event drops it earlier.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>For how long after its load a value is better than none.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromHours(1);

    /// <summary>
    /// For how long the last value is served at once after the catalog did not answer: an outage must not slow every request down.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How long a reader waits for a catalog that hangs when there is a last value.</summary>
    public static readonly TimeSpan LoadTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Loaded? _last;
    private Task<T>? _flight;
    private int _generation;
    private bool _dropped;
    private long? _failedAt;

    /// <summary>The value: from memory when it is fresh, else from the catalog.</summary>
    public ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        Task<T> flight;
        Loaded? fallback;
        lock (_gate)
        {
            fallback = _last is { } last && Age(last.At) < Usable ? last : null;
            if (fallback is not null && ((!_dropped && Age(fallback.At) < Fresh) || (_failedAt is { } failed && Age(failed) < Pause)))
            {
                return ValueTask.FromResult(fallback.Value);
            }

            flight = _flight ??= Detached();
        }

        return new(fallback is null ? flight.WaitAsync(cancellationToken) : OrLastAsync(flight, fallback, cancellationToken));
    }

    /// <summary>
    /// Says that the value may have changed: the next read asks again, also when a load is under way, which may have begun too early.
    /// </summary>
    public void Drop()
    {
        lock (_gate)
        {
            _generation++;
            (_dropped, _flight, _failedAt) = (true, null, null);
        }
    }

    private async Task<T> OrLastAsync(Task<T> flight, Loaded fallback, CancellationToken cancellationToken)
    {
        try
        {
            return await flight.WaitAsync(LoadTimeout, clock, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            lock (_gate)
            {
                _failedAt = clock.GetTimestamp();
            }

            Log.ServedStale(logger, exception, Age(fallback.At));
            return fallback.Value;
        }
    }

    // The load belongs to all its readers: it must not end with the request that happened to begin it, nor carry that person's token.
    private Task<T> Detached()
    {
        var (generation, trace) = (_generation, Activity.Current);
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => LoadAsync(generation, trace));
        }
    }

    private async Task<T> LoadAsync(int generation, Activity? trace)
    {
        Activity.Current = trace;
        try
        {
            var at = clock.GetTimestamp();
            var value = await load();
            Land(generation, value is null ? null : new Loaded(value, at));
            return value;
        }
        catch
        {
            Land(generation, _last);
            throw;
        }
    }

    private void Land(int generation, Loaded? value)
    {
        lock (_gate)
        {
            if (generation != _generation)
            {
                return;
            }

            if (value != _last)
            {
                (_last, _dropped, _failedAt) = (value, false, null);
            }

            _flight = null;
        }
    }

    private TimeSpan Age(long timestamp) => clock.GetElapsedTime(timestamp);

    private sealed record Loaded(T Value, long At);
}
