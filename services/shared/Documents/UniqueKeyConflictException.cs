namespace FocusSuite.Documents;

/// <summary>
/// Another document holds a unique key that this one claims. To read again does not help: the rule behind the key is broken.
/// </summary>
public sealed class UniqueKeyConflictException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="collection">The documents' collection.</param>
    /// <param name="id">The id of the document that was not saved.</param>
    /// <param name="key">The name of the unique key, as the map declares it.</param>
    public UniqueKeyConflictException(string collection, string id, string key)
        : base($"Another document of {collection} holds the unique key '{key}' which '{id}' claims.")
    {
        Collection = collection;
        Id = id;
        Key = key;
    }

    /// <summary>The documents' collection.</summary>
    public string Collection { get; }

    /// <summary>The id of the document that was not saved.</summary>
    public string Id { get; }

    /// <summary>The name of the unique key, as the map declares it.</summary>
    public string Key { get; }
}
