using System.Text;
using System.Text.Json;
using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>Reads an Any: the object's <c>@type</c>, wherever it stands, tells what the other members are.</summary>
internal static class AnyReader
{
    public static void Read(MessagePlan any, ref Utf8JsonReader json, ReadState state)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            state.Fault("must be an object");
            json.Skip();
            return;
        }

        var url = FindType(json, state, out var isEmpty);
        if (url is null)
        {
            if (!isEmpty)
            {
                state.Fault("must name its type in @type");
            }

            json.Skip();
            return;
        }

        var slash = url.LastIndexOf('/');
        if (slash < 0 || any.Context.FindType(url[(slash + 1)..]) is not { } plan)
        {
            state.Fault("has a type that is not known here");
            json.Skip();
            return;
        }

        state.Output.WriteTag(1, 2);
        state.Output.WriteBytes(Encoding.UTF8.GetBytes(url));
        state.Output.WriteTag(2, 2);
        var start = state.Output.Begin();
        if (plan.WellKnown == WellKnownKind.None)
        {
            state.Enter();
            MessageReader.ReadMembers(plan, ref json, state, inAny: true);
            state.Leave();
        }
        else
        {
            ReadValueMember(plan, ref json, state);
        }

        state.Output.End(start);
    }

    private static void ReadValueMember(MessagePlan plan, ref Utf8JsonReader json, ReadState state)
    {
        var found = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = Is("value"u8, ref json, state);
            json.Read();
            if (isValue && !found)
            {
                found = true;
                state.Push("value");
                MessageReader.Read(plan, ref json, state);
                state.Pop();
            }
            else
            {
                json.Skip();
            }
        }

        if (!found)
        {
            state.Fault("must have a value");
        }
    }

    /// <summary>Looks ahead with a copy of the reader.</summary>
    private static string? FindType(Utf8JsonReader json, ReadState state, out bool isEmpty)
    {
        isEmpty = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isType = Is("@type"u8, ref json, state);
            json.Read();
            if (isType)
            {
                return json.TokenType == JsonTokenType.String && state.TryGetText(ref json, out var url)
                    ? Encoding.UTF8.GetString(url)
                    : null;
            }

            json.Skip();
        }

        return null;
    }

    // The reader's own comparison throws at a name that is no Unicode text.
    private static bool Is(ReadOnlySpan<byte> name, ref Utf8JsonReader json, ReadState state) =>
        state.TryGetText(ref json, out var text) && text.SequenceEqual(name);
}
