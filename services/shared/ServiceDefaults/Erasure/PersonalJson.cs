using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FocusSuite.Domain;

namespace FocusSuite.ServiceDefaults.Erasure;

/// <summary>The form of exported records: snake_case names, enum values as words, nulls shown, as in the suite's API; without what is
/// <see cref="NotExportedAttribute"/>.</summary>
public static class PersonalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },

        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOut } },

        // Text as people wrote it: the document is read as JSON and never put into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static void LeaveOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(
            one => one.AttributeProvider?.IsDefined(typeof(NotExportedAttribute), inherit: true) == true).ToList())
        {
            type.Properties.Remove(property);
        }
    }

    /// <summary>A record as JSON.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="record">The record.</param>
    /// <returns>A JSON object.</returns>
    public static string Write<T>(T record) => JsonSerializer.Serialize(record, Options);
}
