namespace FocusSuite.Messaging.Consuming;

/// <summary>Who was erased lately: whose tokens and late events are refused.</summary>
public interface IErasedUsers
{
    /// <summary>Whether a user was erased.</summary>
    /// <param name="userId">The user.</param>
    /// <returns>True from the erasure on, for as long as tokens and events of the user may be about.</returns>
    bool Contains(long userId);
}
