namespace FocusSuite.Identity.Domain;

/// <summary>
/// When a signing key is made, used and forgotten. It is published before it signs, so that whoever reads the keys now and then has it when
/// the first token comes; and it stays published until the last token that it signed has expired.
/// </summary>
internal sealed record KeySchedule(TimeSpan Lifetime)
{
    /// <summary>Twice the interval at which ASP.NET Core's token validation reads the keys again.</summary>
    private static readonly TimeSpan MaxLead = TimeSpan.FromHours(24);

    /// <summary>For replicas that still hold the keys of a moment ago, and for clocks that differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    /// <summary>For how long a key is published before it signs.</summary>
    public TimeSpan Lead => Lifetime / 4 < MaxLead ? Lifetime / 4 : MaxLead;

    /// <summary>
    /// The key that signs now: the latest whose time has come, or the first of all while a replica whose clock is ahead has just made it.
    /// </summary>
    /// <param name="keys">In the order in which they sign.</param>
    /// <param name="now">Real time.</param>
    public static T? Current<T>(IReadOnlyList<T> keys, DateTimeOffset now)
        where T : class, IScheduledKey =>
        keys.LastOrDefault(key => key.CanSign && key.SignsFrom <= now) ?? keys.FirstOrDefault(key => key.CanSign);

    /// <summary>From when a key that has to be made now will sign; null when none has to be made.</summary>
    public DateTimeOffset? Next<T>(IReadOnlyList<T> keys, DateTimeOffset now)
        where T : class, IScheduledKey
    {
        if (Current(keys, now) is null)
        {
            // The first key, or nobody can use the others: there is no time to lose.
            return now;
        }

        return keys.Last(key => key.CanSign).SignsFrom + Lifetime - Lead <= now ? now + Lead : null;
    }

    /// <summary>The keys whose tokens have all expired.</summary>
    public static IEnumerable<T> Retired<T>(IReadOnlyList<T> keys, DateTimeOffset now, TimeSpan tokenLifetime)
        where T : class, IScheduledKey =>
        keys.SkipLast(1).Where((_, index) => keys[index + 1].SignsFrom + tokenLifetime + Margin <= now);
}

/// <summary>A key as its schedule sees it.</summary>
internal interface IScheduledKey
{
    /// <summary>From when it signs.</summary>
    DateTimeOffset SignsFrom { get; }

    /// <summary>Whether its private part can be read here.</summary>
    bool CanSign { get; }
}
