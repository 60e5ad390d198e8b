namespace FocusSuite.Documents.Mongo;

/// <summary>
/// Names in a document may be anything in JSON (a dictionary's key is data), but MongoDB gives '.' and '$' a meaning of its own. They are
/// percent-encoded; an empty name is a lone percent sign.
/// </summary>
internal static class BsonNames
{
    public static string Escape(string name) => name.Length == 0
        ? "%"
        : name.Replace("%", "%25", StringComparison.Ordinal).Replace(".", "%2E", StringComparison.Ordinal)
            .Replace("$", "%24", StringComparison.Ordinal);

    public static string Unescape(string name) => name == "%"
        ? ""
        : name.Replace("%24", "$", StringComparison.Ordinal).Replace("%2E", ".", StringComparison.Ordinal)
            .Replace("%25", "%", StringComparison.Ordinal);
}
