namespace FocusSuite.Messaging.Consuming;

/// <summary>The messages of a service that nobody could handle, which wait for somebody to look at them.</summary>
public interface IDeadLetters
{
    /// <summary>Removes those that name a user; the others stay. May be repeated.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait; none is lost.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="IOException">The broker is away.</exception>
    Task<int> RemoveOfUserAsync(long userId, CancellationToken cancellationToken);
}
