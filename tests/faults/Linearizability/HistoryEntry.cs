namespace FocusSuite.Faults.Tests.Linearizability;

/// <summary>An operation of one of several concurrent clients, as its client saw it.</summary>
/// <param name="Call">What was asked.</param>
/// <param name="Result">What was answered.</param>
/// <param name="Began">When it was asked, by one clock for all clients.</param>
/// <param name="Ended">When the answer was read.</param>
public sealed record HistoryEntry<TCall, TResult>(TCall Call, TResult Result, long Began, long Ended);
