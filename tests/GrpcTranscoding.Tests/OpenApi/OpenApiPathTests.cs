using System.Text.Json.Nodes;
using GrpcTranscoding.OpenApi;
using GrpcTranscoding.Tests.Support;
using Sample.Bookstore.V1;
using Sample.Courier.V1;
using Shouldly;

namespace GrpcTranscoding.Tests.OpenApi;

/// <summary>G3: one operation a binding, under a path that a generated client can call.</summary>
public sealed class OpenApiPathTests
{
    public static TheoryData<string> Names => [.. SampleProtos.Files.Select(f => f.Name)];

    /// <summary>G3: templates that differ only inside a variable.</summary>
    [Fact]
    public void Paths_OfTemplatesThatDifferInsideAVariable_SpellOutTheirTexts()
    {
        var paths = PathsOf("Services/bookstore.proto");

        paths.ShouldContain("get /v1/shelves/{shelf}");
        paths.ShouldContain("get /v1/authors/{author}");
        paths.ShouldContain("get /v1/shelves/{shelf}/books/{book}");
        paths.ShouldContain("get /v1/shelves/{shelf}/books");
        paths.ShouldContain("post /v1/shelves/{shelf}:merge");
    }

    /// <summary>G3: every kind of template.</summary>
    [Theory]
    [InlineData("Services/courier.proto", "get /v1/regions/{region}/couriers/{courier}/parcels/{parcelId}")]
    [InlineData("Services/courier.proto", "delete /v1/regions/{region}/couriers/{courier}/parcels/{parcelId}")]
    [InlineData("Services/parking.proto", "post /v1/garages/{garage}/lots/{lot}:park")]
    [InlineData("Services/courier.proto", "post /v1/regions/{region}/to/regions/{target_region}")]
    [InlineData("Services/courier.proto", "get /v1/pairs/{route}/{route_2}/{target}/{target_2}")]
    [InlineData("Services/courier.proto", "get /v1/depots/{depot}/shelves/{shelf}/parcels/{parcelId}")]
    [InlineData("Services/courier.proto", "get /v1/track/{id}")]
    [InlineData("Services/courier.proto", "get /v1/track/{route}/{route_2}")]
    [InlineData("Services/courier.proto", "get /v1/rest/{rest}")]
    [InlineData("Services/courier.proto", "get /v1/regions/{region}/{route}")]
    [InlineData("Services/courier.proto", "get /v1/fixed/place")]
    [InlineData("Services/courier.proto", "get /v1/a%20b/{id}:c%20d")]
    [InlineData("Services/music.proto", "post /v1/play/{id}")]
    [InlineData("Services/music.proto", "get /v1/stop/{id}")]
    [InlineData("Services/geo.proto", "get /v1/countries/{place.country.code}/places/{place.id}")]
    [InlineData("Services/geo.proto", "get /v1/countries/{country}/places/{place}/details")]
    [InlineData("Services/files.proto", "put /v1/files/{path}")]
    [InlineData("Services/taxonomy.proto", "head /v1/check")]
    public void Path_OfATemplate_IsStable(string file, string path) => PathsOf(file).ShouldContain(path);

    /// <summary>G3: no binding is lost that OpenAPI has a place for, and described paths reach the methods that they describe.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Operations_OfEveryProto_ReachTheirMethods(string name)
    {
        foreach (var slash in new[] { false, true })
        {
            await using var gateway = await EchoGateway.StartAsync(name, o =>
            {
                o.TrailingSlash = slash;
                o.OperationIdOf = (method, _) => $"/{method.Service.FullName}/{method.Name}#";
            });
            var client = new GeneratedClient(gateway.Http, JsonNode.Parse(await gateway.Http.GetStringAsync("/openapi.json"))!);
            var faults = new List<string>();
            foreach (var (verb, path, operation) in client.Operations)
            {
                using var response = await client.CallAsync(verb, path, operation);
                var called = response.IsSuccessStatusCode ? gateway.TakeCall().Path : await response.Content.ReadAsStringAsync();
                if (called != ((string)operation["operationId"]!).Split('#')[0])
                {
                    faults.Add($"{verb} {path}: {(int)response.StatusCode} {called}");
                }
            }

            faults.ShouldBeEmpty();
            client.Operations.Count().ShouldBe(Describable(name));
        }
    }

    /// <summary>G3: what a client puts into the described path arrives as the resource's name.</summary>
    [Fact]
    public async Task Call_OfADescribedPath_FillsTheVariable()
    {
        await using var gateway = await EchoGateway.StartAsync("Services/bookstore.proto");
        var client = new GeneratedClient(gateway.Http, JsonNode.Parse(await gateway.Http.GetStringAsync("/openapi.json"))!);
        var (verb, path, operation) = client.Operations.Single(o => o is { Verb: "get", Path: "/v1/shelves/{shelf}/books/{book}" });

        var values = new Dictionary<string, string> { ["shelf"] = "1", ["book"] = "über uns" };
        using var response = await client.CallAsync(verb, path, operation, values);

        response.IsSuccessStatusCode.ShouldBeTrue();
        gateway.TakeMessage<GetBookRequest>().Name.ShouldBe("shelves/1/books/über uns");
    }

    /// <summary>G3: a method whose path is another one's but for the parameter's name.</summary>
    [Fact]
    public async Task Call_OfAPathThatTwoMethodsShare_FillsTheFieldOfEach()
    {
        await using var gateway = await EchoGateway.StartAsync("Services/courier.proto");
        var client = new GeneratedClient(gateway.Http, JsonNode.Parse(await gateway.Http.GetStringAsync("/openapi.json"))!);
        var values = new Dictionary<string, string> { ["region"] = "north", ["courier"] = "c", ["parcelId"] = "p" };
        var shared = client.Operations.Where(o => o.Path == "/v1/regions/{region}/couriers/{courier}/parcels/{parcelId}").ToArray();
        shared.Select(o => o.Verb).ShouldBe(["get", "delete"]);
        foreach (var (verb, path, operation) in shared)
        {
            using var response = await client.CallAsync(verb, path, operation, values);

            response.IsSuccessStatusCode.ShouldBeTrue();
            var request = gateway.TakeMessage<ParcelRequest>();
            (verb == "get" ? request.Route : $"regions/{request.Region}/couriers/{request.Courier}").ShouldBe("regions/north/couriers/c");
            (verb == "get" ? request.ParcelId : request.Id).ShouldBe("p");
        }
    }

    [Fact]
    public void Parameters_OfALongerVariable_HaveTheirPatternAndSayWhatTheyArePartOf()
    {
        var paths = DocumentOf("Services/bookstore.proto")["paths"]!;
        var parameters = paths["/v1/shelves/{shelf}/books/{book}"]!["get"]!["parameters"]!.AsArray();

        parameters.Select(p => (string)p!["name"]!).ShouldBe(["shelf", "book"]);
        foreach (var parameter in parameters)
        {
            ((bool)parameter!["required"]!).ShouldBeTrue();
            ((string)parameter["schema"]!["pattern"]!).ShouldBe("^[^/]+$");
            ((string)parameter["description"]!).ShouldContain("`name`, as in `shelves/*/books/*`");
        }
    }

    [Theory]
    [InlineData("shelves", "shelf")]
    [InlineData("books", "book")]
    [InlineData("categories", "category")]
    [InlineData("boxes", "box")]
    [InlineData("addresses", "address")]
    [InlineData("status", "status")]
    [InlineData("glass", "glass")]
    [InlineData("analysis", "analysis")]
    [InlineData("s", "s")]
    [InlineData("v1", "v1")]
    [InlineData("sub-Shelves", "sub_Shelf")]
    public void Singular_OfAWord_IsOne(string word, string one) => Singular.Of(word).ShouldBe(one);

    private static int Describable(string name) => SampleProtos.File(name).Services
        .SelectMany(s => s.Methods).Where(m => !m.IsClientStreaming)
        .Select(m => m.GetOptions()!.GetExtension(Google.Api.AnnotationsExtensions.Http))
        .SelectMany(rule => rule.AdditionalBindings.Append(rule))
        .Count(rule => rule.Custom is null || rule.Custom.Kind is "HEAD" or "*");

    private static JsonNode DocumentOf(string file) =>
        JsonNode.Parse(SampleProtos.Document(SampleProtos.Options(SampleProtos.File(file))))!;

    private static string[] PathsOf(string file) =>
        [.. DocumentOf(file)["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => $"{o.Key} {path.Key}"))];
}
