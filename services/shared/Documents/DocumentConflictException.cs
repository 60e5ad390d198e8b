using FocusSuite.Messaging.Consuming;

namespace FocusSuite.Documents;

/// <summary>A save or delete met another version than the expected one. Read again and decide again.</summary>
public sealed class DocumentConflictException : Exception, ILostRace
{
    /// <summary>Creates the exception.</summary>
    /// <param name="collection">The documents' collection.</param>
    /// <param name="id">The document's id.</param>
    /// <param name="expectedVersion">The version that was expected.</param>
    public DocumentConflictException(string collection, string id, long expectedVersion)
        : base(
            expectedVersion == 0
                ? $"{collection} '{id}' exists already."
                : $"{collection} '{id}' is no longer at version {expectedVersion}.")
    {
        Collection = collection;
        Id = id;
        ExpectedVersion = expectedVersion;
    }

    /// <summary>The documents' collection.</summary>
    public string Collection { get; }

    /// <summary>The document's id.</summary>
    public string Id { get; }

    /// <summary>The version that was expected; 0 for none.</summary>
    public long ExpectedVersion { get; }
}
