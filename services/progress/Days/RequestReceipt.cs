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

    /// <summary>The receipt of a request, if it acted already.</summary>
    public static RequestReceipt? Find(ProgramDay day, string? key, DateTimeOffset now) =>
        key is null ? null : day.Receipts.LastOrDefault(receipt => receipt.Key == key && receipt.At > now - Lifetime);

    /// <summary>The same day with one more receipt.</summary>
    public static ProgramDay Keep(ProgramDay day, RequestReceipt receipt) =>
        day with { Receipts = [.. day.Receipts.Where(other => other.At > receipt.At - Lifetime).TakeLast(Remembered - 1), receipt] };
}
