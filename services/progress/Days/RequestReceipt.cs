using FocusSuite.Progress.Rating;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Progress.Days;

/// <summary>
/// What a request with an idempotency key came to, saved with its effect: the process may die before the answer is recorded, and the repeat then
/// must neither act again nor answer differently.
/// </summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="At">When it acted.</param>
/// <param name="Count">What it counted: tasks that are done, or reflections.</param>
/// <param name="DayCompleted">Whether the day was complete after it.</param>
internal sealed record RequestReceipt(string Key, DateTimeOffset At, int Count, bool DayCompleted)
{
    /// <summary>For how long a key stands for its request.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>So many are kept in a day. Only the last few can ever be asked for: all others have a recorded answer.</summary>
    public const int Remembered = 100;

    /// <summary>So much of a fingerprint is kept: 64 bits tell the requests of one day apart, and receipts stay in it.</summary>
    public const int FingerprintLength = 16;

    /// <summary>The beginning of the request's fingerprint; null where a version of before acted, which did not keep it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The day's rating after it; null where the request was no rating, or a version of before acted.</summary>
    public DayRating? Rating { get; init; }

    /// <summary>The receipt for what has just been done.</summary>
    /// <param name="key">The request's key.</param>
    /// <param name="fingerprint">Its fingerprint.</param>
    /// <param name="at">When it acted.</param>
    /// <param name="outcome">What it came to.</param>
    public static RequestReceipt For(string key, string? fingerprint, DateTimeOffset at, DayOutcome outcome) =>
        new(key, at, outcome.Count, outcome.DayCompleted) { Fingerprint = Beginning(fingerprint), Rating = outcome.Rating };

    /// <summary>The receipt of a request, if it acted already.</summary>
    /// <param name="day">The day that it would change.</param>
    /// <param name="key">The request's key; null when it has none.</param>
    /// <param name="fingerprint">The request's fingerprint.</param>
    /// <param name="now">Suite time.</param>
    /// <returns>The receipt; null when the request is a new one.</returns>
    /// <exception cref="ApiException">IDEMPOTENCY_KEY_REUSED: the key stands for another request.</exception>
    public static RequestReceipt? Find(ProgramDay day, string? key, string? fingerprint, DateTimeOffset now)
    {
        var receipt = key is null ? null : day.Receipts.LastOrDefault(receipt => receipt.Key == key && receipt.At > now - Lifetime);
        return receipt is { Fingerprint: { } known } && known != Beginning(fingerprint) ? throw new ApiException(ErrorCodes.IdempotencyKeyReused) : receipt;
    }

    /// <summary>The same day with one more receipt.</summary>
    public static ProgramDay Keep(ProgramDay day, RequestReceipt receipt) =>
        day with { Receipts = [.. day.Receipts.Where(other => other.At > receipt.At - Lifetime).TakeLast(Remembered - 1), receipt] };

    private static string? Beginning(string? fingerprint) => fingerprint?[..FingerprintLength];
}
