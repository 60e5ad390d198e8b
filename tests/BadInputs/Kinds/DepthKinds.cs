using System.Text;
using FocusSuite.BadInputs.Wire;
using Google.Protobuf.Reflection;

namespace FocusSuite.BadInputs.Kinds;

/// <summary>G13: values that nest as deep as some limit, and one deeper; and texts that are none, wherever a body may have text.</summary>
public static class DepthKinds
{
    // Round numbers at which readers of JSON and of protobuf stop.
    private static readonly int[] Depths = [31, 32, 33, 50, 51, 52, 63, 64, 65, 99, 100, 101, 128, 1_000];

    private static readonly (string Name, byte[] Value)[] NoText =
    [
        ("one byte of no meaning", [0xFF]),
        ("a first byte alone", [0xC3]),
        ("two of three bytes", [0xE2, 0x82]),
        ("three of four bytes", [0xF0, 0x9F, 0x98]),
        ("a continuation alone", [0x80]),
        ("beyond Unicode", [0xF5, 0x80, 0x80, 0x80]),
        ("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80]),
        ("an overlong NUL", [0xC0, 0x80]),
    ];

    public static IEnumerable<BadInput> Of(GoodRequest good)
    {
        if (!good.Route.HasBody)
        {
            return [];
        }

        // What a message does not know it skips, however deep.
        var first = good.Route.BodyFields.FirstOrDefault(field => field.FieldType != FieldType.Message);
        return
        [
            .. Depths.SelectMany(
                depth =>
                    Deep(depth)
                        .Select(
                            value =>
                                new BadInput(
                                    $"depth: {value.Name} of {depth} under an unknown name", good.WithMember("unknown", value.Json)))),
            .. first is null ? [] : Depths.SelectMany(depth => Deep(depth).Select(value =>
                new BadInput($"depth: {value.Name} of {depth} as {first.Name}", good.WithMember(first.Name, value.Json), Verdict.Refused))),
            .. NoText.Select(
                text => new BadInput($"text: {text.Name} under an unknown name", Broken(good, "unknown", text.Value), Verdict.Refused)),
            .. good.Route.BodyFields.Where(field => field.FieldType == FieldType.String && !field.IsRepeated)
                .SelectMany(
                    field =>
                        NoText.Select(
                            text =>
                                new BadInput($"text: {text.Name} as {field.Name}", Broken(good, field.Name, text.Value), Verdict.Refused))),
        ];
    }

    private static IEnumerable<(string Name, string Json)> Deep(int depth) =>
    [
        ("lists", new string('[', depth) + new string(']', depth)),
        ("objects", string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth)),
        ("values", string.Concat(Enumerable.Repeat("{\"value\":[", depth / 2)) + "1" + string.Concat(Enumerable.Repeat("]}", depth / 2))),
    ];

    private static RawRequest Broken(GoodRequest good, string name, byte[] text)
    {
        var members = string.Concat(good.Members(name).Select(member => member + ", "));
        return good.WithBody([.. Encoding.UTF8.GetBytes($"{{{members}\"{name}\": \"a"), .. text, .. Encoding.UTF8.GetBytes("b\"}")]);
    }
}
