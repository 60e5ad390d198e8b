using System.Text;
using System.Text.Json;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Binding;

/// <summary>
/// The mask of a PATCH, made from its body: the client of a partial update says by the members that it sends what is to be changed, and a
/// service that speaks gRPC is told by a mask (AIP-134). Only where the body is one field of the request: a body that is all of it could
/// name the mask itself, and does not say what it is about.
/// </summary>
internal static class UpdateMask
{
    /// <summary>The field that is the mask of a binding's updates, if it has one.</summary>
    public static FieldPlan? FieldOf(HttpBinding binding)
    {
        if (binding.HttpMethod != "PATCH"
            || binding.BodyField is not { IsRepeated: false, IsMap: false, Message.WellKnown: WellKnownKind.None })
        {
            return null;
        }

        var masks = binding.Input.Plan.Fields.Where(f => f.Message?.WellKnown == WellKnownKind.FieldMask && !f.IsRepeated).ToArray();
        return masks.Length == 1 ? masks[0] : null;
    }

    /// <summary>Whether a request has a mask that is not empty.</summary>
    public static bool IsGiven(FieldPlan mask, ReadOnlySpan<byte> request)
    {
        var reader = new WireReader(request);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            if (tag != (((uint)mask.Number << 3) | 2))
            {
                reader.Skip(tag);
            }
            else if (reader.ReadBytes().Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the paths of all members of a JSON object that has been read without a fault.</summary>
    public static void Write(MessagePlan message, ReadOnlySpan<byte> body, WireWriter output)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = message.Context.Options.MaxDepth + 1 });
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            WriteMembers(message, "", ref reader, output);
        }
    }

    private static void WriteMembers(MessagePlan message, string prefix, ref Utf8JsonReader json, WireWriter output)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = message.Find(json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan);
            json.Read();
            if (field is null)
            {
                json.Skip();
                continue;
            }

            var path = prefix + field.Descriptor.Name;
            if (json.TokenType == JsonTokenType.StartObject && !field.IsMap && field.Message is { WellKnown: WellKnownKind.None } inner)
            {
                WriteMembers(inner, path + ".", ref json, output);
                continue;
            }

            output.WriteTag(1, 2);
            output.WriteBytes(Encoding.UTF8.GetBytes(path));
            json.Skip();
        }
    }
}
