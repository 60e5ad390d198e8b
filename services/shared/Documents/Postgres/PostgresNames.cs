using System.Security.Cryptography;
using System.Text;
using FocusSuite.Documents.Internal;

namespace FocusSuite.Documents.Postgres;

/// <summary>
/// Names of columns and indexes. Those that depend on a definition carry it, so that another definition is another object.
/// </summary>
internal static class PostgresNames
{
    /// <summary>The generated column of an indexed field, quoted.</summary>
    public static string Column(IndexField field) => $"\"{BareColumn(field)}\"";

    /// <summary>The same as the catalog knows it.</summary>
    public static string BareColumn(IndexField field) => $"{field.Kind.ToString()[..2].ToLowerInvariant()}.{field.Key}";

    public static string KeyColumn(string key) => $"uk_{key}";

    public static string KeyIndex(string collection, string key) => $"{collection}_uk_{key}";

    public static string Index(string collection, IndexDefinition index)
    {
        var definition = string.Join(',', index.Fields.Select(BareColumn));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition)).AsSpan(0, 4));
        return $"{collection}_ix_{index.Name}_{hash}";
    }
}
