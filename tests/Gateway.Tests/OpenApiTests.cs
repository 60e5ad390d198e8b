using System.Text.Json;
using FocusSuite.Gateway.Tests.Support;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

public sealed class OpenApiTests(GatewayFixture fixture)
{
    private readonly GatewayUnderTest _gateway = fixture.Gateway;

    [Fact]
    public async Task Document_OfTheSuite_HasTheDocumentedRoutesWithTheirComments()
    {
        var document = (await _gateway.GetAsync("/openapi.json")).Json;

        document.GetProperty("openapi").GetString().ShouldBe("3.1.0");
        var paths = document.GetProperty("paths");
        foreach (var (path, method) in new[]
        {
            ("/programs/", "get"), ("/programs/enroll/", "post"), ("/programs/start/", "post"), ("/programs/{enrollment_id}/", "get"),
            ("/programs/{enrollment_id}/days/{day_number}/", "get"), ("/tasks/update/", "post"), ("/sessions/start/", "post"),
            ("/sessions/active/", "get"), ("/sessions/pause/", "post"), ("/sessions/resume/", "post"), ("/sessions/distraction/", "post"),
            ("/sessions/complete/", "post"), ("/reflections/add/", "post"),
            ("/programs/{enrollment_id}/weekly-review/{week_number}/", "get"), ("/history/", "get"),
        })
        {
            var operation = paths.GetProperty("/api/v1/focus" + path).GetProperty(method);
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
            operation.GetProperty("security").GetArrayLength().ShouldBe(1);
        }

        paths.GetProperty("/api/v1/authentication/login/").GetProperty("post").GetProperty("security").GetArrayLength().ShouldBe(0);
        paths.GetProperty("/api/v1/focus/programs/enroll/").GetProperty("post").GetProperty("responses").EnumerateObject()
            .Select(r => r.Name)
            .ShouldBe(["200", "201", "4XX", "5XX"]);
        paths.GetProperty("/api/v1/focus/history/").GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("headers")
            .TryGetProperty("X-Next-Page-Token", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Schemas_OfTheSuite_SayWhatIsNullAndWhichWordsThereAre()
    {
        var schemas = (await _gateway.GetAsync("/openapi.json")).Json.GetProperty("components").GetProperty("schemas");

        var listing = schemas.GetProperty("focus.enrollment.v1.ProgramListing");
        listing.GetProperty("properties").GetProperty("cover_image_url").GetProperty("type").GetRawText().ShouldContain("null");
        listing.GetProperty("properties").GetProperty("id").GetProperty("type").GetString().ShouldBe("integer");
        listing.GetProperty("required").GetArrayLength().ShouldBe(listing.GetProperty("properties").EnumerateObject().Count());
        schemas.GetProperty("focus.catalog.v1.ProgramType").GetProperty("enum").EnumerateArray().Select(w => w.GetString())
            .ShouldBe(["14_day", "30_day", "custom"]);
    }

    [Fact]
    public async Task References_OfTheDocument_AllResolve()
    {
        var document = (await _gateway.GetAsync("/openapi.json")).Json;
        var references = new List<string>();
        Collect(document, references);

        references.ShouldNotBeEmpty();
        foreach (var reference in references.Distinct())
        {
            var node = document;
            foreach (var part in reference.Split('/').Skip(1))
            {
                node.TryGetProperty(part, out node).ShouldBeTrue(reference);
            }
        }
    }

    /// <summary>A new route needs examples; the end to end tests send them to the running system.</summary>
    [Fact]
    public async Task Operations_OfTheDocument_AllHaveExamples()
    {
        var document = (await _gateway.GetAsync("/openapi.json")).Json;
        var missing = new List<string>();
        foreach (var operation in document.GetProperty("paths").EnumerateObject().SelectMany(
            path => path.Value.EnumerateObject()).Select(o => o.Value))
        {
            var id = operation.GetProperty("operationId").GetString();
            if (operation.TryGetProperty("requestBody", out var body))
            {
                missing.AddRange(WithoutExample(body).Select(type => $"{id}: the request in {type}"));
            }

            foreach (var response in operation.GetProperty("responses").EnumerateObject().Where(
                r => r.Value.TryGetProperty("content", out _)))
            {
                missing.AddRange(WithoutExample(response.Value).Select(type => $"{id}: the answer {response.Name} in {type}"));
            }

            missing.AddRange(operation.GetProperty("parameters").EnumerateArray()
                .Where(p => p.GetProperty("in").GetString() == "path" && !p.TryGetProperty("example", out _))
                .Select(p => $"{id}: the parameter {p.GetProperty("name")}"));
        }

        missing.ShouldBeEmpty("Write them into gateway/Host/Documentation/examples.json");
    }

    [Fact]
    public async Task IdempotencyKey_IsToldOfMethodsThatTakeOne()
    {
        var paths = (await _gateway.GetAsync("/openapi.json")).Json.GetProperty("paths");

        bool TakesKey(string path, string method) =>
            paths.GetProperty(path).GetProperty(method).GetProperty("parameters").EnumerateArray()
                .Any(p => p.GetProperty("name").GetString() == "Idempotency-Key");

        TakesKey("/api/v1/focus/programs/enroll/", "post").ShouldBeTrue();
        TakesKey("/api/v1/focus/programs/", "get").ShouldBeFalse();
        TakesKey("/api/v1/authentication/signup/", "post").ShouldBeTrue();
        TakesKey("/api/v1/authentication/refresh/", "post").ShouldBeTrue();
        TakesKey("/api/v1/authentication/login/", "post").ShouldBeFalse();

        const string Reflection = "/api/v1/focus/programs/{enrollment_id}/days/{day_number}/reflections/{reflection_number}/";
        TakesKey(Reflection, "patch").ShouldBeTrue();
        TakesKey(Reflection, "delete").ShouldBeTrue();
        TakesKey("/api/v1/account/", "delete").ShouldBeFalse();
        TakesKey("/api/v1/account/settings/", "patch").ShouldBeFalse();
    }

    /// <summary>S4: which answers may come before their effects, and how they say it, is documented.</summary>
    [Theory]
    [InlineData("/api/v1/focus/sessions/complete/", "200", true)]
    [InlineData("/api/v1/focus/sessions/start/", "201", true)]
    [InlineData("/api/v1/focus/tasks/update/", "200", true)]
    [InlineData("/api/v1/focus/reflections/add/", "201", true)]
    [InlineData("/api/v1/focus/days/rate/", "200", false)]
    [InlineData("/api/v1/authentication/login/", "200", false)]
    public async Task FocusEffects_IsToldOfAnswersThatMayComeBeforeTheirEffects(string path, string status, bool told)
    {
        var paths = (await _gateway.GetAsync("/openapi.json")).Json.GetProperty("paths");

        var answer = paths.GetProperty(path).GetProperty("post").GetProperty("responses").GetProperty(status);

        (answer.TryGetProperty("headers", out var headers) && headers.TryGetProperty("Focus-Effects", out _)).ShouldBe(told);
    }

    [Fact]
    public async Task Field_WithAFormatOfItsOwn_SaysSo()
    {
        var schemas = (await _gateway.GetAsync("/openapi.json")).Json.GetProperty("components").GetProperty("schemas");

        var requestId = schemas.GetProperty("focus.enrollment.v1.EnrollRequest.Input").GetProperty("properties").GetProperty("request_id");

        requestId.GetProperty("format").GetString().ShouldBe("uuid");
    }

    private static IEnumerable<string> WithoutExample(JsonElement holder) =>
        holder.GetProperty("content").EnumerateObject().Where(c => !c.Value.TryGetProperty("example", out _)).Select(c => c.Name);

    private static void Collect(JsonElement node, List<string> references)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Collect(item, references);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in node.EnumerateObject())
            {
                if (property.Name == "$ref")
                {
                    references.Add(property.Value.GetString()!);
                }

                Collect(property.Value, references);
            }
        }
    }
}
