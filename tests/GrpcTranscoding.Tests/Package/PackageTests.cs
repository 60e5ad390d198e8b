using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Package;

/// <summary>What others take: the package, and a host that has nothing but it.</summary>
public sealed class PackageTests(PackedSample sample) : IClassFixture<PackedSample>
{
    [Fact]
    public void Package_SaysWhatItIs()
    {
        using var package = ZipFile.OpenRead(sample.Package);
        using var nuspec = package.GetEntry("GrpcTranscoding.Yarp.nuspec")!.Open();
        var root = XDocument.Load(nuspec).Root!;
        var space = root.Name.Namespace;
        var metadata = root.Element(space + "metadata")!;

        ((string?)metadata.Element(space + "id")).ShouldBe("GrpcTranscoding.Yarp");
        ((string?)metadata.Element(space + "license")).ShouldBe("MIT");
        ((string?)metadata.Element(space + "readme")).ShouldBe("README.md");
        ((string?)metadata.Element(space + "tags")).ShouldNotBeNull().ShouldContain("yarp");
        ((string?)metadata.Element(space + "description")).ShouldNotBeNullOrEmpty();
        var dependencies = metadata.Descendants(space + "dependency").Select(d => (string?)d.Attribute("id")).ToArray();
        dependencies.ShouldContain("Google.Protobuf");
        dependencies.ShouldContain("Yarp.ReverseProxy");
        dependencies.ShouldNotContain(d => d!.StartsWith("FocusSuite", StringComparison.Ordinal));
        metadata.Descendants(space + "frameworkReference").Select(d => (string?)d.Attribute("name")).ShouldBe(["Microsoft.AspNetCore.App"]);
    }

    [Fact]
    public void Package_HasTheLibraryItsDocsItsReadmeItsTargetAndSymbols()
    {
        using var package = ZipFile.OpenRead(sample.Package);
        var names = package.Entries.Select(e => e.FullName).ToArray();
        names.ShouldContain("lib/net10.0/GrpcTranscoding.dll");
        names.ShouldContain("lib/net10.0/GrpcTranscoding.xml");
        names.ShouldContain("README.md");
        names.ShouldContain("build/GrpcTranscoding.Yarp.targets");

        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(sample.Package, ".snupkg"));
        symbols.Entries.Select(e => e.FullName).ShouldContain("lib/net10.0/GrpcTranscoding.pdb");
    }

    [Fact]
    public void Package_NamesNoFolderOfTheMachineThatBuiltIt()
    {
        using var package = ZipFile.OpenRead(sample.Package);
        using var library = new PEReader(Copy(package.GetEntry("lib/net10.0/GrpcTranscoding.dll")!));
        using var symbolPackage = ZipFile.OpenRead(Path.ChangeExtension(sample.Package, ".snupkg"));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(Copy(symbolPackage.GetEntry("lib/net10.0/GrpcTranscoding.pdb")!));
        var reader = symbols.GetMetadataReader();
        var sources = reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name)).ToArray();

        library.ReadDebugDirectory().ShouldContain(e => e.Type == DebugDirectoryEntryType.Reproducible);
        sources.ShouldContain("/_/gateway/Transcoding/TranscodingOptions.cs");
        sources.Where(s => s.StartsWith(Tool.Checkout, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sample_AnswersJsonByGrpc() =>
        (await sample.Http.GetStringAsync("/v1/people/anna/greeting")).ShouldBe("""{"text":"Hello, people/anna."}""");

    [Fact]
    public async Task Sample_AnswersAStreamAsNdjsonAndAsEvents()
    {
        using var lines = await sample.Http.PostAsJsonAsync("/v1/greetings", new { name = "anna", times = 2 });
        (await lines.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["""{"text":"Hello 1, anna."}""", """{"text":"Hello 2, anna."}"""]);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/greetings")
        {
            Content = JsonContent.Create(new { name = "anna", times = 1 }),
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } },
        };
        using var events = await sample.Http.SendAsync(request);
        (await events.Content.ReadAsStringAsync()).ShouldContain("""data: {"text":"Hello 1, anna."}""");
    }

    [Fact]
    public async Task Sample_TellsErrorsAsProblems()
    {
        using var response = await sample.Http.GetAsync("/v1/people/nobody/greeting");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"]).ShouldBe("There is nobody to greet.");
    }

    [Fact]
    public async Task Build_OfTheSample_WroteTheDocumentThatItServes()
    {
        var served = await sample.Http.GetStringAsync("/openapi.json");

        (await File.ReadAllTextAsync(sample.OpenApiFile)).ShouldBe(served);
        JsonNode.Parse(served)!["paths"]!.AsObject().Select(p => p.Key).ShouldBe(["/v1/people/{person}/greeting", "/v1/greetings"]);
    }

    private static MemoryStream Copy(ZipArchiveEntry entry)
    {
        var bytes = new MemoryStream();
        using (var content = entry.Open())
        {
            content.CopyTo(bytes);
        }

        bytes.Position = 0;
        return bytes;
    }
}
