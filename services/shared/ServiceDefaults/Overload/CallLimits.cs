using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace FocusSuite.ServiceDefaults.Overload;

/// <summary>
/// The limits of calls at once of a process, each for a part of what it does: what is slow in one part takes the places of that part alone (bulkheads).
/// </summary>
/// <param name="options">The target and the bounds of each limit.</param>
/// <param name="time">Measures what calls take, in real time.</param>
public sealed class CallLimits(IOptions<OverloadOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AdaptiveConcurrency> _limits = new(StringComparer.Ordinal);

    /// <summary>The limit of one part.</summary>
    /// <param name="part">Its name: one of a few that the process itself chooses, never a caller's text.</param>
    /// <returns>The same one for the same name.</returns>
    public AdaptiveConcurrency Of(string part) => _limits.GetOrAdd(part, static (_, limits) => new AdaptiveConcurrency(limits.Options, limits.Time), this);

    private OverloadOptions Options => options.Value;

    private TimeProvider Time => time;
}
