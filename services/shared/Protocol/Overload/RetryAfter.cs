namespace FocusSuite.Protocol.Overload;

/// <summary>When those who were refused may come back.</summary>
public static class RetryAfter
{
    private const int MaxSeconds = 4;

    /// <summary>One to four seconds: those who were refused together shall not come back together.</summary>
    /// <returns>Whole seconds.</returns>
    public static TimeSpan Draw() => TimeSpan.FromSeconds(Random.Shared.Next(1, MaxSeconds + 1));
}
