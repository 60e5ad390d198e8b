using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using GrpcTranscoding.Tests.Protos;

namespace GrpcTranscoding.Tests.Support;

/// <summary>Messages with anything that their types allow, the same for the same seed.</summary>
internal sealed class RandomMessages(int seed)
{
    private static readonly string[] Texts =
    [
        "", "a", "plain words", "quote \" backslash \\ slash /", "line\nbreak\ttab\r\b\f", "nul\0 and \u001f", "ümläut ß", "日本語", "🎯🚀",
            "\u2028\u2029", "<script>&'",
        new string('x', 300), "e\u0301", "\u007f\u0080",
    ];

    private readonly Random _random = new(seed);

    public Every Every() => (Every)Fill(new Every(), 3);

    public byte[] Bytes(int max)
    {
        var bytes = new byte[_random.Next(max)];
        _random.NextBytes(bytes);
        return bytes;
    }

    public int Next(int max) => _random.Next(max);

    private IMessage Fill(IMessage message, int depth)
    {
        // Most fields stay unset, or every message would be huge.
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder().Where(_ => _random.Next(5) == 0))
        {
            if (field.IsMap)
            {
                FillMap((IDictionary)field.Accessor.GetValue(message), field, depth);
            }
            else if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                for (var i = _random.Next(4); i > 0; i--)
                {
                    list.Add(ValueOf(field, depth, inList: true));
                }
            }
            else
            {
                var value = ValueOf(field, depth, inList: false);
                if (value is not null)
                {
                    field.Accessor.SetValue(message, value);
                }
            }
        }

        return message;
    }

    private void FillMap(IDictionary map, FieldDescriptor field, int depth)
    {
        var key = field.MessageType.FindFieldByNumber(1);
        var value = field.MessageType.FindFieldByNumber(2);
        for (var i = _random.Next(4); i > 0; i--)
        {
            map[ValueOf(key, depth, inList: true)!] = ValueOf(value, depth, inList: true);
        }
    }

    private object? ValueOf(FieldDescriptor field, int depth, bool inList) => field.FieldType switch
    {
        FieldType.Double => Pick(0.0, 1, -1.5, 14.3, double.MaxValue, double.Epsilon, 1e21, 1e-7, double.NaN, double.PositiveInfinity,
            double.NegativeInfinity, _random.NextDouble()),
        FieldType.Float =>
            Pick(0f, 1, -1.5f, 14.3f, float.MaxValue, float.Epsilon, 1e21f, float.NaN, float.PositiveInfinity, float.NegativeInfinity,
            _random.NextSingle()),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => Pick(0, 1, -1, int.MaxValue, int.MinValue, _random.Next()),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 =>
            Pick(0L, 1, -1, long.MaxValue, long.MinValue, 1L << 53, _random.NextInt64()),
        FieldType.UInt32 or FieldType.Fixed32 => Pick(0u, 1u, uint.MaxValue, (uint)_random.Next()),
        FieldType.UInt64 or FieldType.Fixed64 => Pick(0ul, 1ul, ulong.MaxValue, (ulong)_random.NextInt64()),
        FieldType.Bool => _random.Next(2) == 0,
        FieldType.String => Pick(Texts),
        FieldType.Bytes => ByteString.CopyFrom(Bytes(40)),
        // In C# the value of an enum field is its number in the enum's type; an unknown number is as good as another.
        FieldType.Enum => field.EnumType.Name == "NullValue" ? NullValue.NullValue : Pick(Mood.Unspecified, Mood.Good, Mood.Bad, Mood.Far,
            Mood.Below, (Mood)77),
        FieldType.Message => MessageOf(field, depth, inList),
        _ => throw new NotSupportedException(),
    };

    private object? MessageOf(FieldDescriptor field, int depth, bool inList)
    {
        var type = field.MessageType;
        switch (type.Name)
        {
            case "Timestamp":
                return new Timestamp
                {
                    Seconds = Pick(0, 1, -62135596800, 253402300799, _random.NextInt64(-62135596800, 253402300799)),
                    Nanos = Nanos(),
                };
            case "Duration":
                var seconds = Pick(0, 1, -1, 315576000000 - 1, -315576000000 + 1, _random.NextInt64(-1000, 1000));
                return new Duration { Seconds = seconds, Nanos = seconds < 0 ? -Nanos() : Nanos() };
            case "FieldMask":
                return new FieldMask { Paths = { Pick("a", "a_b", "first.second_third", "x1"), Pick("b", "some_long_path.with_dots") } };
            case "Value":
                return JsonValue(depth);
            case "Struct":
                return JsonStruct(depth);
            case "ListValue":
                return new ListValue { Values = { Enumerable.Range(0, _random.Next(3)).Select(_ => JsonValue(depth - 1)) } };
            case "Any":
                // Only what has one encoding: an Any is compared by its bytes.
                return Any.Pack(Pick<IMessage>(
                    new Little(), new Little
                    {
                        AnInt32 = -1,
                        AString = Pick(Texts),
                    }, new Timestamp(), new Duration { Seconds = 1, Nanos = Nanos() },
                    new Int64Value { Value = 5 }, JsonValue(0), Any.Pack(new Little { AnInt32 = 1 })));
            case var name when name.EndsWith("Value", StringComparison.Ordinal):
                // Google.Protobuf holds a wrapper as the value that it wraps.
                return ValueOf(type.FindFieldByNumber(1), depth, inList);
            default:
                return depth <= 0 && !inList ? null : Fill((IMessage)Activator.CreateInstance(type.ClrType)!, depth - 1);
        }
    }

    private Value JsonValue(int depth) => _random.Next(depth <= 0 ? 4 : 6) switch
    {
        0 => Value.ForNull(),
        1 => Value.ForBool(_random.Next(2) == 0),
        2 => Value.ForNumber(Pick(0, -1.5, 1e300, 42)),
        3 => Value.ForString(Pick(Texts)),
        4 => Value.ForStruct(JsonStruct(depth - 1)),
        _ => Value.ForList([.. Enumerable.Range(0, _random.Next(3)).Select(_ => JsonValue(depth - 1))]),
    };

    private Struct JsonStruct(int depth)
    {
        var result = new Struct();
        for (var i = _random.Next(3); i > 0; i--)
        {
            // Google.Protobuf's formatter refuses an empty key.
            result.Fields[Pick<string>(Texts.AsSpan(1))] = JsonValue(depth - 1);
        }

        return result;
    }

    private int Nanos() => Pick(0, 1, 999_999_999, 500_000_000, 123_000, _random.Next(1_000_000_000));

    private T Pick<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];
}
