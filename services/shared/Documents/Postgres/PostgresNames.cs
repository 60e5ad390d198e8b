using System.Security.Cryptography;
using System.Text;
using FocusSuite.Documents.Internal;

namespace FocusSuite.Documents.Postgres;

/// <summary>
/// Names of columns and indexes. Those that depend on a definition carry it, so that another definition is another object.
/// </summary>
internal static class PostgresNames
{
    /// <summary>The column with the user whose document it is.</summary>
    public const string User = "user_id";

    /// <summary>The column of an indexed field, quoted: a generated one, but for the user.</summary>
    public static string Column(IndexField field) => $"\"{BareColumn(field)}\"";

    /// <summary>The same as the catalog knows it.</summary>
    public static string BareColumn(IndexField field) =>
        field.IsUser ? User : $"{field.Kind.ToString()[..2].ToLowerInvariant()}.{field.Key}";

    public static string KeyColumn(string key) => $"uk_{key}";

    /// <summary>The index by which documents are told apart: each user's ids.</summary>
    public static string Key(string collection) => $"{collection}_key";

    public static string KeyIndex(string collection, string key) => $"{collection}_user_{key}";

    /// <summary>The same in databases of versions that knew no users: it held for all of them together.</summary>
    public static string OldKeyIndex(string collection, string key) => $"{collection}_uk_{key}";

    public static string Index(string collection, IndexDefinition index)
    {
        var definition = string.Join(',', index.Fields.Select(BareColumn));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition)).AsSpan(0, 4));
        return $"{collection}_ix_{index.Name}_{hash}";
    }
}
