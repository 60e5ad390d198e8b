using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Net.Client;
using GrpcTranscoding.Benchmarks.Protos;

namespace GrpcTranscoding.Benchmarks.Gateway;

/// <summary>A comparison of speed is one only where all say the same.</summary>
internal static class SameAnswers
{
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static async Task CheckAsync(int grpc, int gateway, int twin)
    {
        using var channel = GrpcChannel.ForAddress(Address(grpc));
        Days.DaysClient client = new(channel);
        using HttpClient http = new();
        var day = JsonFormatter.Default.Format(await client.GetDayAsync(Calls.GetDay));
        var task = JsonFormatter.Default.Format(await client.UpdateTaskAsync(Calls.UpdateTask));
        foreach (var port in new[] { gateway, twin })
        {
            Check(day, await http.GetStringAsync($"{Address(port)}/v1/enrollments/123/days/3"));
            using StringContent body = new(JsonFormatter.Default.Format(Calls.UpdateTask), null, "application/json");
            using var answer = await http.PostAsync($"{Address(port)}/v1/tasks", body);
            Check(task, await answer.Content.ReadAsStringAsync());
        }
    }

    private static void Check(string expected, string actual)
    {
        if (!JsonNode.DeepEquals(WithoutDefaults(expected), WithoutDefaults(actual)))
        {
            throw new InvalidOperationException($"The answers differ.\n{expected}\n{actual}");
        }
    }

    /// <summary>In-service transcoding writes fields that have their default; the others do not unless they are told to.</summary>
    private static JsonNode? WithoutDefaults(string json) => Prune(JsonNode.Parse(json));

    private static JsonNode? Prune(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    if (Prune(value) is null)
                    {
                        fields.Remove(name);
                    }
                }

                return fields;
            case JsonArray items:
                foreach (var item in items)
                {
                    Prune(item);
                }

                return items.Count == 0 ? null : items;
            default:
                return node?.ToJsonString() is null or "0" or "false" or "\"\"" ? null : node;
        }
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}
