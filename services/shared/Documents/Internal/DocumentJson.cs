using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FocusSuite.Documents.Internal;

/// <summary>The one mapping of documents, for JSON and BSON: camel case names, enums as words, times in UTC to the millisecond.</summary>
internal static class DocumentJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The name of a property as it is stored.</summary>
    /// <param name="member">The property.</param>
    /// <returns>Its name.</returns>
    public static string NameOf(MemberInfo member) =>
        member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    /// <summary>Cuts a time to what is stored of it.</summary>
    /// <param name="value">Any time.</param>
    /// <returns>The same time in UTC, without what is below a millisecond.</returns>
    public static DateTimeOffset Truncate(DateTimeOffset value) =>
        new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>
    /// Replaces what a database would refuse: jsonb has no U+0000, BSON no half surrogate pairs. Both become U+FFFD in both databases, so
    /// that a text that somebody garbled is a garbled text and not a failed save.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <returns>A text that can be stored.</returns>
    public static string Clean(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var whole = char.IsHighSurrogate(source[i]) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]);
                target[i] = source[i] == '\0' || (char.IsSurrogate(source[i]) && !whole) ? '\uFFFD' : source[i];
                if (whole)
                {
                    target[i + 1] = source[++i];
                }
            }
        });
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Default)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequirePlain } },
            // The JSON goes to a database, never into a page.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false),
                new InstantConverter(),
                new TextConverter(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    // What the driver's serializers would store otherwise than JSON, or not read back, is in no document of either database.
    private static void RequirePlain(JsonTypeInfo info)
    {
        var isPlain = info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Type is { IsSealed: true, BaseType.BaseType: null } && !info.Properties.Any(property =>
                property is { CustomConverter: not null } or { IsExtensionData: true } or { Get: not null, ShouldSerialize: not null }),
            JsonTypeInfoKind.Dictionary => info.Type.IsAssignableFrom(
                typeof(Dictionary<,>).MakeGenericType(info.KeyType!, info.ElementType!)),
            _ => true,
        };
        if (!isPlain)
        {
            throw new NotSupportedException(
                $"{info.Type} cannot be in a document: classes there are sealed, derive from nothing and have no JSON options but names "
                + "and [JsonIgnore]; dictionaries are a Dictionary or an interface of it.");
        }
    }
}
