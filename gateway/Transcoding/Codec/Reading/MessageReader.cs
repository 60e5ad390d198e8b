using System.Text;
using System.Text.Json;
using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>Reads a JSON object into the fields of a message.</summary>
internal static class MessageReader
{
    private const string NotAnObject = "must be an object";

    /// <summary>Reads the whole text: anything but an object is no request at all, so no field can be named.</summary>
    public static void ReadRoot(MessagePlan plan, ref Utf8JsonReader json, ReadState state)
    {
        if (plan.WellKnown == WellKnownKind.None && json.TokenType != JsonTokenType.StartObject)
        {
            throw new ProtoJsonException(ProtoJsonError.InvalidJson, "The body must be a JSON object.");
        }

        Read(plan, ref json, state);
    }

    /// <summary>Reads a value of this type; its fields are written without a tag or length of their own.</summary>
    public static void Read(MessagePlan plan, ref Utf8JsonReader json, ReadState state)
    {
        state.Enter();
        if (plan.WellKnown != WellKnownKind.None)
        {
            WellKnownReader.Read(plan, ref json, state);
        }
        else if (json.TokenType != JsonTokenType.StartObject)
        {
            state.Fault(NotAnObject);
            json.Skip();
        }
        else
        {
            ReadMembers(plan, ref json, state, inAny: false);
        }

        state.Leave();
    }

    /// <summary>Reads the members of the object that the reader stands at the start of.</summary>
    public static void ReadMembers(MessagePlan plan, ref Utf8JsonReader json, ReadState state, bool inAny)
    {
        var words = (plan.Fields.Length + plan.OneofCount + 63) / 64;
        Span<ulong> seen = words <= 4 ? stackalloc ulong[words] : new ulong[words];
        seen.Clear();
        var expected = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = Find(plan, ref json, state, ref expected, out var name);
            if (field is null)
            {
                SkipUnknown(name, ref json, state, inAny);
                continue;
            }

            json.Read();
            state.Push(field);
            if (MarkSeen(seen, field.Ordinal))
            {
                state.Fault("is given more than once");
                json.Skip();
            }
            else if (field.Oneof >= 0 && IsSet(field, json.TokenType) && MarkSeen(seen, plan.Fields.Length + field.Oneof))
            {
                state.Fault($"excludes the other members of {plan.Descriptor.Oneofs[field.Oneof].Name}, of which one is given already");
                json.Skip();
            }
            else
            {
                FieldReader.Read(field, ref json, state);
            }

            state.Pop();
        }
    }

    private static FieldPlan? Find(
        MessagePlan plan, ref Utf8JsonReader json, ReadState state, ref int expected, out ReadOnlySpan<byte> name)
    {
        if (!state.TryGetText(ref json, out name))
        {
            state.Fault("has a member whose name is not valid Unicode text");
            return null;
        }

        // Most texts have the fields in the order of the proto file, so the next one is tried before the table.
        if (expected < plan.Fields.Length && name.SequenceEqual(plan.Fields[expected].NameBytes))
        {
            return plan.Fields[expected++];
        }

        var field = plan.Find(name);
        if (field is not null)
        {
            expected = field.Ordinal + 1;
        }

        return field;
    }

    private static void SkipUnknown(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader json, ReadState state, bool inAny)
    {
        if (state.Options.RejectUnknownFields && !(inAny && name.SequenceEqual("@type"u8)))
        {
            state.Push(Encoding.UTF8.GetString(name));
            state.Fault("is not known");
            state.Pop();
        }

        json.Read();
        json.Skip();
    }

    private static bool IsSet(FieldPlan field, JsonTokenType token) =>
        token != JsonTokenType.Null || field.Enum?.IsNullValue == true || field.Message?.WellKnown == WellKnownKind.Value;

    private static bool MarkSeen(Span<ulong> seen, int bit)
    {
        ref var word = ref seen[bit / 64];
        var mask = 1UL << (bit % 64);
        var before = (word & mask) != 0;
        word |= mask;
        return before;
    }
}
