using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Enrollment.Lifecycle;

/// <summary>
/// A start, pause, resume or abandon that had an idempotency key, saved with its effect: the process may die before the answer is recorded, and the
/// repeat then must neither act again nor answer differently, whatever others have changed in between.
/// </summary>
/// <param name="Key">The idempotency key, 1..255 characters.</param>
/// <param name="Verb">What was asked for, one of <see cref="ChangeVerbs"/>; null where a version of before made the change and did not keep it.</param>
/// <param name="At">When it acted, in suite time.</param>
/// <param name="CurrentDay">The day that it answered, from 1.</param>
internal sealed record ChangeReceipt(string Key, string? Verb, DateTimeOffset At, int CurrentDay)
{
    /// <summary>For how long a key stands for its request.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>So many are kept with an enrollment. Only the last few can ever be asked for: all others have a recorded answer.</summary>
    public const int Remembered = 50;

    /// <summary>The receipt of a request, if it acted already.</summary>
    /// <param name="enrollment">What it would change.</param>
    /// <param name="key">The request's key; null when it has none.</param>
    /// <param name="verb">What it asks for.</param>
    /// <param name="now">Suite time.</param>
    /// <returns>The receipt; null when the request is a new one.</returns>
    /// <exception cref="ApiException">IDEMPOTENCY_KEY_REUSED: the key stands for another verb.</exception>
    public static ChangeReceipt? Find(ProgramEnrollment enrollment, string? key, string verb, DateTimeOffset now)
    {
        var receipt = key is null ? null : Recent(enrollment, now).LastOrDefault(receipt => receipt.Key == key);
        return receipt is { Verb: { } known } && known != verb ? throw new ApiException(ErrorCodes.IdempotencyKeyReused) : receipt;
    }

    /// <summary>The same enrollment as one that has just been changed; with one more receipt where the request had a key.</summary>
    /// <param name="changed">The enrollment after the change.</param>
    /// <param name="key">The request's key; null when it has none.</param>
    /// <param name="verb">What it asked for.</param>
    /// <param name="now">Suite time.</param>
    public static ProgramEnrollment Keep(ProgramEnrollment changed, string? key, string verb, DateTimeOffset now)
    {
        var receipts = Recent(changed, now);
        if (key is not null)
        {
            receipts = receipts.Append(new ChangeReceipt(key, verb, now, changed.CurrentDay));
        }

        // The last key by itself too: a replica of the version before knows no receipts.
        return changed with { ChangeKey = key, ChangedAt = now, ChangeReceipts = [.. receipts.TakeLast(Remembered)] };
    }

    private static IEnumerable<ChangeReceipt> Recent(ProgramEnrollment enrollment, DateTimeOffset now)
    {
        var recent = enrollment.ChangeReceipts.Where(receipt => now - receipt.At < Lifetime);

        // A replica of the version before made the last change: it left its key, and no receipt.
        return enrollment is { ChangeKey: { } key, ChangedAt: { } at } && now - at < Lifetime && !recent.Any(receipt => receipt.Key == key)
            ? recent.Append(new ChangeReceipt(key, null, at, enrollment.CurrentDay))
            : recent;
    }
}
