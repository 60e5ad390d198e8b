using System.Text.Json;
using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>Reads the JSON value of a field, whatever its shape, and writes it with its tag.</summary>
internal static class FieldReader
{
    public static void Read(FieldPlan field, ref Utf8JsonReader json, ReadState state)
    {
        if (json.TokenType == JsonTokenType.Null && (field.IsRepeated || field.IsMap || !HoldsNull(field)))
        {
            // A null is a field that was not given.
            return;
        }

        if (field.IsMap)
        {
            MapReader.Read(field, ref json, state);
        }
        else if (field.IsRepeated)
        {
            ReadList(field, ref json, state);
        }
        else
        {
            ReadSingular(field, ref json, state);
        }
    }

    /// <summary>
    /// Reads a field that is there once. The default of one that cannot be unset is left out, as every protobuf writer does.
    /// </summary>
    public static void ReadSingular(FieldPlan field, ref Utf8JsonReader json, ReadState state)
    {
        var before = state.Output.Length;
        state.Output.WriteTag(field.Number, field.WireType);
        var value = state.Output.Length;
        ReadUntagged(field, ref json, state);
        if (state.TakeDropped() || (!field.HasPresence && !state.Output.WrittenSpan[value..].ContainsAnyExcept((byte)0)))
        {
            state.Output.Rewind(before);
        }
    }

    /// <summary>Reads a single value that must be written although it may be the default: an element's or a map entry's.</summary>
    /// <returns>False when it is to be left out.</returns>
    public static bool ReadOne(FieldPlan field, ref Utf8JsonReader json, ReadState state)
    {
        var before = state.Output.Length;
        state.Output.WriteTag(field.Number, field.WireType);
        ReadUntagged(field, ref json, state);
        if (!state.TakeDropped())
        {
            return true;
        }

        state.Output.Rewind(before);
        return false;
    }

    private static void ReadUntagged(FieldPlan field, ref Utf8JsonReader json, ReadState state)
    {
        if (field.Kind == FieldKind.Message)
        {
            var start = state.Output.Begin();
            MessageReader.Read(field.Message!, ref json, state);
            state.Output.End(start);
        }
        else
        {
            ScalarReader.Read(field, ref json, state);
        }
    }

    private static void ReadList(FieldPlan field, ref Utf8JsonReader json, ReadState state)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            state.Fault("must be a list");
            json.Skip();
            return;
        }

        var packed = field.WritesPacked && field.IsPackable;
        var start = 0;
        if (packed)
        {
            state.Output.WriteTag(field.Number, 2);
            start = state.Output.Begin();
        }

        state.PushIndex();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (state.Next() >= state.MaxElements)
            {
                throw ProtoJsonException.TooManyElements();
            }

            if (json.TokenType == JsonTokenType.Null && !HoldsNull(field))
            {
                state.Fault("must not be null");
            }
            else if (packed)
            {
                ReadUntagged(field, ref json, state);
                state.TakeDropped();
            }
            else
            {
                ReadOne(field, ref json, state);
            }
        }

        state.Pop();
        if (packed)
        {
            state.Output.End(start);
        }
    }

    /// <summary>Whether JSON's null is a value of the field rather than the absence of one.</summary>
    private static bool HoldsNull(FieldPlan field) => field.Enum?.IsNullValue == true || field.Message?.WellKnown == WellKnownKind.Value;
}
