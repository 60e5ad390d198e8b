using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace FocusSuite.Documents.Internal;

/// <summary>How the values of a field are stored and compared.</summary>
internal enum FieldKind
{
    /// <summary>Int64.</summary>
    Integer,

    /// <summary>A string, by its bytes; also enums, Guids and dates without time.</summary>
    Text,

    /// <summary>A time, to the millisecond.</summary>
    Instant,

    /// <summary>False before true.</summary>
    Flag,
}

/// <summary>A field of an index, addressed as it is stored.</summary>
internal sealed record IndexField(IReadOnlyList<string> Path, Type Type, FieldKind Kind, Func<object, object?> Read)
{
    /// <summary>Whether it is the user whose document it is, which stands beside the document, too.</summary>
    public bool IsUser { get; init; }

    /// <summary>The path as one word.</summary>
    public string Key { get; } = string.Join('.', Path);

    public static IndexField Of<T, TField>(Expression<Func<T, TField>> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var members = new Stack<MemberInfo>();
        Expression? node = field.Body;
        for (; node is MemberExpression member; node = member.Expression)
        {
            // s.DueAt.Value is the same field as s.DueAt.
            if (Nullable.GetUnderlyingType(member.Member.DeclaringType!) is null)
            {
                members.Push(member.Member);
            }
        }

        if (node is not ParameterExpression || members.Count == 0)
        {
            throw new ArgumentException($"'{field}' is no property of {typeof(T).Name}.", nameof(field));
        }

        var path = members.Select(DocumentJson.NameOf).ToArray();
        if (path.Any(name => !name.All(char.IsAsciiLetterOrDigit)) || path.Sum(name => name.Length + 1) > 60)
        {
            throw new ArgumentException(
                $"'{field}' is stored under a name that cannot be in an index: ASCII letters and digits, 60 in all.", nameof(field));
        }

        var type = Nullable.GetUnderlyingType(typeof(TField)) ?? typeof(TField);
        return new(path, type, KindOf(type), Reader(field.Compile()));
    }

    /// <summary>A query's value in stored form: Int64, string, DateTimeOffset or bool.</summary>
    /// <param name="value">The value that a query gave.</param>
    /// <returns>The value as it is stored.</returns>
    public object Normalize(object value) => (Kind, value) switch
    {
        (FieldKind.Integer, sbyte or byte or short or ushort or int or uint or long) =>
            Convert.ToInt64(value, CultureInfo.InvariantCulture),
        (FieldKind.Instant, DateTimeOffset instant) => DocumentJson.Truncate(instant),
        (FieldKind.Flag, bool) => value,
        (FieldKind.Text, string text) when Type == typeof(string) => DocumentJson.Clean(text),
        (FieldKind.Text, not string) when value.GetType() == Type =>
            JsonSerializer.SerializeToElement(value, Type, DocumentJson.Options).GetString()!,
        _ => throw new ArgumentException(
            $"A {value?.GetType().Name ?? "null"} is no value of {Key}, which is a {Type.Name}.", nameof(value)),
    };

    private static Func<object, object?> Reader<T, TField>(Func<T, TField> read) => document => read((T)document);

    private static FieldKind KindOf(Type type) => type switch
    {
        _ when type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(DateOnly) => FieldKind.Text,
        _ when type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(byte) => FieldKind.Integer,
        _ when type == typeof(DateTimeOffset) => FieldKind.Instant,
        _ when type == typeof(bool) => FieldKind.Flag,
        _ => throw new ArgumentException($"A field of type {type.Name} cannot be in an index.", nameof(type)),
    };
}
