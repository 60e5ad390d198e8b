using System.Collections.Concurrent;
using FocusSuite.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FocusSuite.Protocol.Overload;

/// <summary>
/// The limits of calls at once of a process, each for a part of what it does: what is slow in one part takes the places of that part alone
/// (bulkheads).
/// </summary>
/// <param name="options">The target and the bounds of each limit.</param>
/// <param name="time">Measures what calls take, in real time.</param>
public sealed class CallLimits(IOptions<OverloadOptions> options, [FromKeyedServices(Clocks.Real)] TimeProvider time)
{
    // A wait for effects lasts 8 s at the most; on average at this, effects are seconds late, and more calls would make them later.
    private static readonly TimeSpan WaitingTarget = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, AdaptiveConcurrency> _limits = new(StringComparer.Ordinal);

    /// <summary>The limit of one part.</summary>
    /// <param name="part">Its name: one of a few that the process itself chooses, never a caller's text.</param>
    /// <returns>The same one for the same name.</returns>
    public AdaptiveConcurrency Of(string part) =>
        _limits.GetOrAdd(part, static (_, limits) => new AdaptiveConcurrency(limits.Options, limits.Time), this);

    /// <summary>
    /// The limit of those calls of a part that may wait for something else than the process, so that how long they take says little.
    /// </summary>
    /// <param name="part">Its name.</param>
    /// <returns>The same one for the same name.</returns>
    public AdaptiveConcurrency OfWaiting(string part) => _limits.GetOrAdd(
        part + "/waiting", static (_, limits) => new AdaptiveConcurrency(limits.Options.With(WaitingTarget), limits.Time), this);

    private OverloadOptions Options => options.Value;

    private TimeProvider Time => time;
}
