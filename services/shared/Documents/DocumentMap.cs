using System.Linq.Expressions;
using System.Text.RegularExpressions;
using FocusSuite.Documents.Internal;

namespace FocusSuite.Documents;

/// <summary>Declares documents: where they live, and by what they are known, found and kept unique.</summary>
public static class DocumentMap
{
    /// <summary>Begins a map.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="collection">The collection's (or table's) name: lower case letters, digits and underscores.</param>
    /// <param name="user">The property with the number of the user whose document it is; it never changes.</param>
    /// <param name="id">The document's id. Documents of two users never have the same.</param>
    /// <returns>A map without indexes and unique keys.</returns>
    public static DocumentMap<T> For<T>(string collection, Expression<Func<T, long>> user, Func<T, string> id)
        where T : class => new(collection, IndexField.Of(user) with { IsUser = true }, id);
}

/// <summary>
/// A map: immutable, each method returns a larger one. Indexes and keys are named as collections are. What tells documents apart, the id
/// and each unique key, is told apart within a user: so documents can be spread over servers by user.
/// </summary>
/// <typeparam name="T">The document.</typeparam>
public sealed partial class DocumentMap<T> : IDocumentMap
    where T : class
{
    internal DocumentMap(string collection, IndexField user, Func<T, string> id)
    {
        Collection = CheckName(collection);
        User = user;
        Id = id;
    }

    private DocumentMap(DocumentMap<T> other)
    {
        Collection = other.Collection;
        User = other.User;
        Id = other.Id;
        Indexes = other.Indexes;
        UniqueKeys = other.UniqueKeys;
        IsRelaxed = other.IsRelaxed;
    }

    /// <summary>The collection's (or table's) name.</summary>
    public string Collection { get; }

    internal IndexField User { get; }

    internal Func<T, string> Id { get; }

    internal IReadOnlyList<IndexDefinition> Indexes { get; private init; } = [];

    internal IReadOnlyList<UniqueKey<T>> UniqueKeys { get; private init; } = [];

    internal bool IsRelaxed { get; private init; }

    IndexField IDocumentMap.User => User;

    bool IDocumentMap.IsRelaxed => IsRelaxed;

    IReadOnlyList<IndexDefinition> IDocumentMap.Indexes => Indexes;

    IReadOnlyList<string> IDocumentMap.UniqueKeys => [.. UniqueKeys.Select(key => key.Name)];

    /// <summary>Adds an index: its equality fields, then its sort field if it has one.</summary>
    /// <param name="name">Its name, for queries.</param>
    /// <param name="declare">Declares its fields: strings, integers, booleans, enums, Guids, DateOnly and DateTimeOffset values, or
    /// nullables of them.</param>
    /// <returns>The larger map.</returns>
    public DocumentMap<T> Index(string name, Action<DocumentIndexBuilder<T>> declare)
    {
        ArgumentNullException.ThrowIfNull(declare);
        var builder = new DocumentIndexBuilder<T>();
        declare(builder);
        var index = builder.Build(CheckName(name), User);
        if (Indexes.Any(other => other.Name == name || other.Signature == index.Signature))
        {
            throw new ArgumentException(
                $"The index '{name}' of {Collection}, or one with the same fields, is declared already.", nameof(name));
        }

        return new(this) { Indexes = [.. Indexes, index] };
    }

    /// <summary>Adds a unique key: no two documents of a user have the same value of it at a time.</summary>
    /// <param name="name">Its name, as <see cref="UniqueKeyConflictException.Key"/> tells it. Take a new name when the meaning
    /// changes.</param>
    /// <param name="value">Its value; null when the document does not take part.</param>
    /// <returns>The larger map.</returns>
    public DocumentMap<T> Unique(string name, Func<T, string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (UniqueKeys.Any(other => other.Name == name))
        {
            throw new ArgumentException($"The unique key '{name}' of {Collection} is declared already.", nameof(name));
        }

        return new(this) { UniqueKeys = [.. UniqueKeys, new(CheckName(name), value)] };
    }

    /// <summary>
    /// Lets a save of these documents end before it is on PostgreSQL's disk: a crash of the server may take those of its last second. For
    /// what only spares work, and is never what an effect relies on. One that is saved with messages waits for the disk all the same.
    /// </summary>
    /// <returns>The map with it.</returns>
    public DocumentMap<T> Relaxed() => new(this) { IsRelaxed = true };

    internal long UserOf(T document) => (long)User.Read(document)!;

    // The length leaves room for prefixes in PostgreSQL's 63 bytes.
    [GeneratedRegex("^[a-z][a-z0-9_]{0,23}$")]
    private static partial Regex Name();

    private static string CheckName(string name) => Name().IsMatch(name)
        ? name
        : throw new ArgumentException($"'{name}' is no name here: lower case letters, digits and underscores, at most 24.", nameof(name));
}

/// <summary>Declares the fields of an index.</summary>
/// <typeparam name="T">The document.</typeparam>
public sealed class DocumentIndexBuilder<T>
    where T : class
{
    private readonly List<IndexField> _equal = [];
    private IndexField? _sort;

    /// <summary>Adds a field that queries give a value for.</summary>
    /// <typeparam name="TField">The field's type.</typeparam>
    /// <param name="field">A property, or a property of a property.</param>
    /// <returns>The same builder.</returns>
    public DocumentIndexBuilder<T> Equal<TField>(Expression<Func<T, TField>> field)
    {
        if (_sort is not null)
        {
            throw new InvalidOperationException("The sort field is the last one of an index.");
        }

        _equal.Add(IndexField.Of(field));
        return this;
    }

    /// <summary>
    /// Ends with the field that orders the documents, and of which queries may ask a range. Documents where it is null are not in the
    /// index.
    /// </summary>
    /// <typeparam name="TField">The field's type.</typeparam>
    /// <param name="field">A property, or a property of a property.</param>
    /// <returns>The same builder.</returns>
    public DocumentIndexBuilder<T> Sort<TField>(Expression<Func<T, TField>> field)
    {
        _sort = _sort is null ? IndexField.Of(field) : throw new InvalidOperationException("An index has one sort field.");
        return this;
    }

    internal IndexDefinition Build(string name, IndexField user) => _equal.Count > 0 || _sort is not null
        ? new(name, [.. _equal.Select(field => field.Key == user.Key ? user : field)], _sort)
        : throw new InvalidOperationException("An index has at least one field.");
}
