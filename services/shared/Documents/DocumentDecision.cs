using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Documents;

/// <summary>What a decision on a document came to: a new state with the messages it causes, or none, and what the caller is told.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <typeparam name="TResult">What the caller is told.</typeparam>
/// <param name="Document">The state to save, or null to leave all as it is.</param>
/// <param name="Messages">The messages to save with it.</param>
/// <param name="Result">What the caller is told once it is saved.</param>
public sealed record DocumentDecision<T, TResult>(T? Document, IReadOnlyList<OutboxMessage> Messages, TResult Result)
    where T : class;

/// <summary>Makes decisions.</summary>
public static class DocumentDecision
{
    /// <summary>Save a new state.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <typeparam name="TResult">What the caller is told.</typeparam>
    /// <param name="document">The state to save.</param>
    /// <param name="result">What the caller is told once it is saved.</param>
    /// <param name="messages">The messages to save with it.</param>
    /// <returns>The decision.</returns>
    public static DocumentDecision<T, TResult> Save<T, TResult>(T document, TResult result, params IReadOnlyList<OutboxMessage> messages)
        where T : class => new(document, messages, result);

    /// <summary>Leave all as it is.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <typeparam name="TResult">What the caller is told.</typeparam>
    /// <param name="result">What the caller is told.</param>
    /// <returns>The decision.</returns>
    public static DocumentDecision<T, TResult> Keep<T, TResult>(TResult result)
        where T : class => new(null, [], result);
}
