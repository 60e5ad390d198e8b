using System.Text.Json;
using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>
/// Reads a JSON scalar as a value of a field's type. What is wrong with it goes to the state; the bytes are then not used.
/// </summary>
internal static class ScalarReader
{
    public static void Read(FieldPlan field, ref Utf8JsonReader json, ReadState state)
    {
        if (TryRead(field, ref json, state))
        {
            return;
        }

        if (state.Options.IgnoreUnknownEnumWords && field.Kind == FieldKind.Enum && json.TokenType == JsonTokenType.String)
        {
            state.Drop();
        }
        else
        {
            state.Fault(ScalarText.Requirement(field));
            json.Skip();
        }
    }

    private static bool TryRead(FieldPlan field, ref Utf8JsonReader json, ReadState state)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number when field.Kind is not (FieldKind.Bool or FieldKind.String or FieldKind.Bytes):
                return ScalarText.TryWriteNumber(field, json.ValueSpan, state.Output);
            case JsonTokenType.String when field.Kind != FieldKind.Bool:
                return state.TryGetText(ref json, out var text) && TryReadText(field, text, state);
            case JsonTokenType.True or JsonTokenType.False when field.Kind == FieldKind.Bool:
                state.Output.WriteVarint(json.TokenType == JsonTokenType.True ? 1u : 0u);
                return true;
            case JsonTokenType.Null when field.Enum?.IsNullValue == true:
                state.Output.WriteVarint(0);
                return true;
            default:
                return false;
        }
    }

    // In JSON a numeric string is no enum value, which a query parameter's text may be.
    private static bool TryReadText(FieldPlan field, ReadOnlySpan<byte> text, ReadState state) =>
        field.Kind == FieldKind.Enum ? ScalarText.TryWriteWord(field, text, state.Output) : ScalarText.TryWrite(field, text, state.Output);
}
