using System.Net;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Clients;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.ApiPage;

/// <summary>The API's description says what is so.</summary>
public sealed class DocumentTests(Suite suite, ITestOutputHelper output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>Fields that stand for what an answer means; of the others only the kind is compared.</summary>
    private static readonly HashSet<string> Meaning =
    [
        "status", "message", "success", "enrolled", "started", "paused", "resumed", "abandoned", "completed", "program_name",
        "program_type", "total_days", "session_type",
        "plan", "is_pro", "kind", "tasks_completed", "tasks_total", "reflections_count", "day_completed", "distraction_count",
    ];

    [Fact]
    public async Task Document_ByTheValidator_IsValid()
    {
        var redocly = await NpmFolder.InstallAsync("ApiPage", "redocly");
        await File.WriteAllTextAsync(redocly.In("openapi.json"), (await ApiDocument.ReadAsync(suite)).Text);

        var (exitCode, findings) = await redocly.RunAsync(
            "redocly", "lint", "openapi.json", "--config", "redocly.yaml", "--max-problems", "1000");

        exitCode.ShouldBe(0, findings);
        findings.ShouldContain("Your API description is valid");
        // What stands before is about the machine, e.g. that its Node.js is old.
        findings[findings.IndexOf("validating", StringComparison.Ordinal)..].ShouldNotContain("warning", Case.Insensitive, findings);
    }

    [Fact]
    public async Task Examples_OfTheDocument_AreAsItsSchemasSay()
    {
        var document = await ApiDocument.ReadAsync(suite);
        var check = new SchemaCheck(document.Root);
        var faults = document.Examples().Where(e => !e.IsEvents)
            .SelectMany(e => check.Faults(e.Answer, e.Schema).Select(fault => $"{e}: {fault}")).ToList();

        var problem = document.Root["components"]!["responses"]!["Problem"]!["content"]!["application/problem+json"]!;
        foreach (var (name, example) in problem["examples"]!.AsObject())
        {
            faults.AddRange(check.Faults(example!["value"], problem["schema"]!).Select(fault => $"{name}: {fault}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Examples_SentToTheSystem_AreAnsweredAsTheDocumentSays()
    {
        var document = await ApiDocument.ReadAsync(suite);
        var (check, scenes, faults, sent) = (new SchemaCheck(document.Root), new Scenes(suite), new List<string>(), 0);
        foreach (var example in document.Examples())
        {
            sent++;
            try
            {
                faults.AddRange(
                    (await SendAsync(example, await scenes.SetAsync(example.Scene), check)).Select(fault => $"{example}: {fault}"));
            }
            catch (Exception e) when (e is ShouldAssertException or NotSupportedException or HttpRequestException)
            {
                faults.Add($"{example}: {e.Message}");
            }
        }

        output.WriteLine($"{sent} examples were sent.");
        sent.ShouldBeGreaterThan(25);
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusals_OfEveryOperation_AreAsTheDocumentSays()
    {
        var document = await ApiDocument.ReadAsync(suite);
        var (check, faults) = (new SchemaCheck(document.Root), new List<string>());
        var schema = document.Root["components"]!["schemas"]!["Problem"]!;
        foreach (var example in document.Examples().Where(e => e.NeedsToken).DistinctBy(e => e.Operation))
        {
            using var request = example.ToRequest(new Dictionary<string, JsonNode>());
            var reply = (await suite.Anonymous().SendAsync(request)).Problem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
            faults.AddRange(check.Faults(reply.Json, schema).Select(fault => $"{example}: {fault}"));
        }

        var user = await suite.NewUserAsync();
        var invalid = (
            await user.PostAsync(
                "sessions/start/", new { enrollment_id = await user.BeginAsync(), day_number = 1, duration_minutes = 500 }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "duration_minutes");
        faults.AddRange(check.Faults(invalid.Json, schema));
        faults.ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> SendAsync(ApiExample example, Scene scene, SchemaCheck check)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var request = example.ToRequest(scene.Own);
        using var response = await scene.Who.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
        if ((int)response.StatusCode != example.Status)
        {
            return [$"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(bound.Token)}"];
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        if (type != example.ContentType && example.ContentType != "*/*")
        {
            return [$"the answer is {type}"];
        }

        var text = example.IsStream
            ? await FirstAsync(response, example.IsEvents, bound.Token)
            : await response.Content.ReadAsStringAsync(bound.Token);
        if (example.ContentType == "*/*")
        {
            return text.Length > 0 ? [] : ["the answer is empty"];
        }

        var answer = JsonNode.Parse(text);
        var said = example.IsEvents ? JsonNode.Parse(((string)example.Answer!).Split("data: ")[1]) : example.Answer;
        return [.. example.IsEvents ? [] : check.Faults(answer, example.Schema), .. Differences(answer, said, "$", "$")];
    }

    /// <summary>The first message of a stream that does not end.</summary>
    private static async Task<string> FirstAsync(HttpResponseMessage response, bool isEvents, CancellationToken cancellation)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (!isEvents || line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return isEvents ? line[6..] : line;
            }
        }

        return "";
    }

    private static IEnumerable<string> Differences(JsonNode? answer, JsonNode? said, string path, string name)
    {
        switch (answer, said)
        {
            case (JsonObject found, JsonObject expected):
                var (names, documented) = (found.Select(f => f.Key).ToArray(), expected.Select(f => f.Key).ToArray());
                return names.SequenceEqual(documented)
                    ? names.SelectMany(n => Differences(found[n], expected[n], $"{path}.{n}", n))
                    : [$"{path}: fields are {string.Join(", ", names)}, the example has {string.Join(", ", documented)}"];
            case (JsonArray { Count: > 0 } found, JsonArray { Count: > 0 } expected):
                return Differences(found[0], expected[0], path + "[0]", name);
            default:
                return Meaning.Contains(name) && !JsonNode.DeepEquals(answer, said)
                    ? [$"{path}: {answer?.ToJsonString() ?? "null"}, the example has {said?.ToJsonString() ?? "null"}"]
                    : [];
        }
    }
}
