using System.Text.Json;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>Reads the message types that have a JSON form of their own.</summary>
internal static class WellKnownReader
{
    public static void Read(MessagePlan plan, ref Utf8JsonReader json, ReadState state)
    {
        switch (plan.WellKnown)
        {
            case WellKnownKind.Timestamp or WellKnownKind.Duration or WellKnownKind.FieldMask:
                if (json.TokenType != JsonTokenType.String || !state.TryGetText(ref json, out var text)
                    || !TryWriteText(plan, text, state.Output))
                {
                    state.Fault(Requirement(plan));
                    json.Skip();
                }

                break;
            case WellKnownKind.Any:
                AnyReader.Read(plan, ref json, state);
                break;
            case WellKnownKind.Value:
                ReadValue(plan, ref json, state);
                break;
            case WellKnownKind.Struct:
                MapReader.Read(plan.Fields[0], ref json, state);
                break;
            case WellKnownKind.ListValue:
                FieldReader.Read(plan.Fields[0], ref json, state);
                break;
            default:
                if (json.TokenType != JsonTokenType.Null)
                {
                    FieldReader.ReadSingular(plan.Fields[0], ref json, state);
                }

                break;
        }
    }

    /// <summary>Writes the fields of a type that is a string in JSON.</summary>
    public static bool TryWriteText(MessagePlan plan, ReadOnlySpan<byte> text, WireWriter output) => plan.WellKnown switch
    {
        WellKnownKind.Timestamp => TimeText.TryWriteTimestamp(text, output),
        WellKnownKind.Duration => TimeText.TryWriteDuration(text, output),
        _ => FieldMaskText.TryWrite(text, output, plan.Context.Options.ProtoNames),
    };

    public static string Requirement(MessagePlan plan) => plan.WellKnown switch
    {
        WellKnownKind.Timestamp => "must be a time such as 2025-10-14T10:00:00Z",
        WellKnownKind.Duration => "must be a duration such as 1.5s",
        WellKnownKind.FieldMask => "must be a list of field names, separated by commas",
        WellKnownKind.Wrapper => ScalarText.Requirement(plan.Fields[0]),
        _ => "must be an object",
    };

    private static void ReadValue(MessagePlan plan, ref Utf8JsonReader json, ReadState state)
    {
        var number = json.TokenType switch
        {
            JsonTokenType.Null => 1,
            JsonTokenType.Number => 2,
            JsonTokenType.String => 3,
            JsonTokenType.True or JsonTokenType.False => 4,
            JsonTokenType.StartObject => 5,
            _ => 6,
        };
        FieldReader.ReadOne(plan.Find(number)!, ref json, state);
    }
}
