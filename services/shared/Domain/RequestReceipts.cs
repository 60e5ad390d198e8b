namespace FocusSuite.Domain;

/// <summary>
/// What a request with an idempotency key came to, saved with its effect: the process may die before the answer is recorded, and the repeat
/// then must neither act again nor answer differently, whatever others have changed in between. Each aggregate adds what its answers tell.
/// </summary>
public interface IRequestReceipt
{
    /// <summary>The idempotency key, 1..255 characters.</summary>
    string Key { get; }

    /// <summary>When the request acted, in suite time.</summary>
    DateTimeOffset At { get; }

    /// <summary>
    /// What tells the request from another one with the same key; null where a version of before acted, which did not keep it.
    /// </summary>
    string? Request { get; }
}

/// <summary>The receipts that an aggregate keeps of its requests, oldest first.</summary>
public static class RequestReceipts
{
    /// <summary>So many are kept. Only the last few can ever be asked for: all others have a recorded answer.</summary>
    public const int MaxKept = 50;

    /// <summary>The receipt that a request with this key left.</summary>
    /// <typeparam name="T">The receipt.</typeparam>
    /// <param name="receipts">Those that are kept.</param>
    /// <param name="operation">The request, perhaps a repeat.</param>
    /// <returns>The receipt; null when the request has no key or is a new one.</returns>
    public static T? Find<T>(IReadOnlyList<T> receipts, OperationContext operation)
        where T : class, IRequestReceipt => receipts.LastOrDefault(receipt => operation.Repeats(receipt.Key, receipt.At));

    /// <summary>Whether a receipt is of this very request, and not of another one that came with the same key.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="operation">The request.</param>
    /// <returns>False where the key stands for another request.</returns>
    public static bool IsOf(this IRequestReceipt receipt, OperationContext operation) =>
        receipt.Request is null || string.Equals(receipt.Request, operation.Request, StringComparison.Ordinal);

    /// <summary>Those that are kept from now on: a new one, and of the others the last that may still be asked for.</summary>
    /// <typeparam name="T">The receipt.</typeparam>
    /// <param name="receipts">Those of before.</param>
    /// <param name="receipt">The new one.</param>
    /// <returns>At most <see cref="MaxKept"/>, oldest first.</returns>
    public static IReadOnlyList<T> Keep<T>(IReadOnlyList<T> receipts, T receipt)
        where T : class, IRequestReceipt =>
        [.. receipts.Where(other => other.At >= receipt.At - OperationContext.KeyLifetime).TakeLast(MaxKept - 1), receipt];
}
