using System.Text;
using System.Text.Json;
using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>Reads an object as a map: each member is an entry message of a key and a value.</summary>
internal static class MapReader
{
    public static void Read(FieldPlan field, ref Utf8JsonReader json, ReadState state)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            state.Fault("must be an object");
            json.Skip();
            return;
        }

        var value = field.MapValue;
        state.Enter();
        for (var count = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName; count++)
        {
            if (count >= state.MaxElements)
            {
                throw ProtoJsonException.TooManyElements();
            }

            if (!state.TryGetText(ref json, out var key))
            {
                state.Fault("has a key that is not valid Unicode text");
                json.Read();
                json.Skip();
                continue;
            }

            var before = state.Output.Length;
            state.Output.WriteTag(field.Number, 2);
            var start = state.Output.Begin();
            if (!TryWriteKey(field.MapKey, key, state))
            {
                state.Fault($"has the key \"{Encoding.UTF8.GetString(key)}\", which {ScalarText.Requirement(field.MapKey)}");
            }

            // The key is needed as text only where a fault has to name it, but it is gone when the value has been read.
            state.Push(Encoding.UTF8.GetString(key));
            json.Read();
            if (json.TokenType == JsonTokenType.Null && value.Enum?.IsNullValue != true && value.Message?.WellKnown != WellKnownKind.Value)
            {
                state.Fault("must not be null");
            }
            else if (!FieldReader.ReadOne(value, ref json, state))
            {
                state.Pop();
                state.Output.Rewind(before);
                continue;
            }

            state.Pop();
            state.Output.End(start);
        }

        state.Leave();
    }

    private static bool TryWriteKey(FieldPlan key, ReadOnlySpan<byte> text, ReadState state)
    {
        state.Output.WriteTag(1, key.WireType);
        return ScalarText.TryWrite(key, text, state.Output);
    }
}
