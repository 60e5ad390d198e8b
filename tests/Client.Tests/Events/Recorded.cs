using System.Text.Json;

namespace FocusSuite.Client.Tests.Events;

/// <summary>An event as a service of the suite has sent it, byte for byte.</summary>
internal static class Recorded
{
    public static byte[] ProgramCompleted { get; } = File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "Events", "Recorded", "program-completed.json"));

    /// <summary>The paths of all fields with the kinds of their values, without what differs by machine.</summary>
    public static string FormOf(ReadOnlyMemory<byte> envelope)
    {
        using var document = JsonDocument.Parse(envelope);
        return string.Join(
            '\n', FieldsOf("", document.RootElement).Where(field => !field.StartsWith("/host/", StringComparison.Ordinal)).Order());
    }

    private static IEnumerable<string> FieldsOf(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => FieldsOf($"{path}/{field.Name}", field.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => FieldsOf(path + "/*", item)),
        _ => [$"{path} {value.ValueKind}"],
    };
}
