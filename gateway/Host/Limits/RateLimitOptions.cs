namespace FocusSuite.Gateway.Limits;

/// <summary>How many requests are let through. A limit of 0 is no limit.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests a second of one address; of IPv6, of one network of 2^64 addresses.</summary>
    public const int DefaultPerAddress = 500;

    /// <summary>Requests a second with one access token.</summary>
    public const int DefaultPerUser = 100;

    /// <summary>Requests of one address that are open at once, streams among them.</summary>
    public const int DefaultOpenPerAddress = 1000;

    /// <summary>How many seconds' worth may come at once.</summary>
    public const int DefaultBurstSeconds = 5;

    /// <summary>Requests a second of one address; of IPv6, of one network of 2^64 addresses.</summary>
    public int PerAddress { get; set; } = DefaultPerAddress;

    /// <summary>Requests a second with one access token.</summary>
    public int PerUser { get; set; } = DefaultPerUser;

    /// <summary>
    /// Requests of one address that are open at once, including streams and requests that are still being sent; of IPv6, of one network of
    /// 2^64 addresses.
    /// </summary>
    public int OpenPerAddress { get; set; } = DefaultOpenPerAddress;

    /// <summary>How many seconds' worth of requests may come at once.</summary>
    public int BurstSeconds { get; set; } = DefaultBurstSeconds;
}
