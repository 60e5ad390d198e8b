using System.Net;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Rules;
using GrpcTranscoding.Tests.Protos.Choices;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Rules;

/// <summary>Rivals: rules from a descriptor set, and from a gRPC service configuration in YAML or JSON.</summary>
public sealed class ConfiguredRulesTests
{
    private const string Yaml = """
        type: google.api.Service
        config_version: 3
        name: items.example.com
        title: Items   # what stands beside the rules does not matter
        apis:
        - name: transcoding.features.Unrouted
        http:
          rules:
          - selector: transcoding.features.Unrouted.GetItem
            get: "/v2/items/{id}"
            additional_bindings:
            - custom: {kind: LOOK, path: '/v2/items/{id}'}
            - post: /v2/items:get
              body: "*"
              response_body: maker
          - selector: >-
              transcoding.features.Unrouted.ListItems,
              transcoding.other.*
            get: /v2/items
        """;

    private const string Json = """
        {
        	"type": "google.api.Service",
        	"http": {
        		"rules": [
        			{
        				"selector": "transcoding.features.Unrouted.GetItem",
        				"get": "/v2/items/{id}",
        				"additionalBindings": [
        					{ "custom": { "kind": "LOOK", "path": "/v2/items/{id}" } },
        					{ "post": "/v2/items:get", "body": "*", "responseBody": "maker" }
        				]
        			},
        			{ "selector": "transcoding.features.Unrouted.ListItems, transcoding.other.*", "get": "/v2/items" }
        		]
        	}
        }
        """;

    [Theory]
    [InlineData(Yaml)]
    [InlineData(Json)]
    public void Configuration_OfAService_GivesItsMethodsTheirRoutes(string text)
    {
        var options = new TranscodingOptions();
        options.AddServiceConfiguration(text);
        var routes = TableOf(options, Unrouted.Descriptor);

        routes.Bindings.Select(b => b.ToString()).ShouldBe(
        [
            "GET /v2/items/{id} of transcoding.features.Unrouted.GetItem",
            "LOOK /v2/items/{id} of transcoding.features.Unrouted.GetItem",
            "POST /v2/items:get of transcoding.features.Unrouted.GetItem",
            "GET /v2/items of transcoding.features.Unrouted.ListItems",
        ]);
        routes.Bindings[2].BodyIsAll.ShouldBeTrue();
        routes.Bindings[2].ResponseBody!.Name.ShouldBe("maker");
    }

    // The patterns of google.api.DocumentationRule.selector, which HttpRule.selector refers to.
    [Theory]
    [InlineData("transcoding.features.Unrouted.GetItem", true)]
    [InlineData("transcoding.features.Unrouted.*", true)]
    [InlineData("transcoding.*", true)]
    [InlineData("*", true)]
    [InlineData("a.B.C, transcoding.features.*", true)]
    [InlineData("transcoding.features.Unrouted", false)]
    [InlineData("transcoding.features.Unrouted.GetItem.*", false)]
    [InlineData("transcoding.feature.*", false)]
    [InlineData("transcoding.features.unrouted.*", false)]
    public void Selector_OfARule_SelectsWholeNames(string selector, bool isSelected)
    {
        var rules = new ConfiguredRules([new HttpRule { Selector = selector, Get = "/x" }]);

        rules.Faults().ShouldBeEmpty();
        (rules.Of(Unrouted.Descriptor.FindMethodByName("GetItem")) is not null).ShouldBe(isSelected);
        rules.Unused([.. Unrouted.Descriptor.Methods]).Contains(selector).ShouldBe(!isSelected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    [InlineData("transcoding.features.Unrouted.Get*")]
    [InlineData("transcoding.*.GetItem")]
    [InlineData("transcoding..GetItem")]
    [InlineData("**")]
    [InlineData("a.B.C, *.D")]
    public void Selector_ThatIsNone_StopsTheStart(string selector)
    {
        var options = new TranscodingOptions { HttpRules = { new HttpRule { Selector = selector, Get = "/x" } } };

        Should.Throw<InvalidOperationException>(() => TableOf(options, Features.Descriptor)).Message.ShouldContain("selector");
    }

    [Fact]
    public void Rules_ForOneMethod_AreWonByTheLast()
    {
        var options = new TranscodingOptions();
        options.AddServiceConfiguration(Yaml);
        options.HttpRules.Add(new HttpRule { Selector = "transcoding.features.Unrouted.*", Get = "/v3/all" });
        options.HttpRules.Add(new HttpRule { Selector = "transcoding.features.Unrouted.GetItem", Put = "/v4/items/{id}" });

        TableOf(options, Unrouted.Descriptor).Bindings.Select(b => b.ToString()).ShouldBe(
        [
            "PUT /v4/items/{id} of transcoding.features.Unrouted.GetItem",
            "GET /v3/all of transcoding.features.Unrouted.ListItems",
        ]);
    }

    [Fact]
    public void Rule_ForAMethodWithAnAnnotation_WinsOverIt()
    {
        var rule = new HttpRule { Selector = "transcoding.features.Features.GetItem", Get = "/other/{id}" };
        var options = new TranscodingOptions { HttpRules = { rule } };

        var routes = TableOf(options, Features.Descriptor);

        routes.Match("GET", "/other/1").Binding!.Method.Name.ShouldBe("GetItem");
        routes.Match("GET", "/v1/items/1").Binding.ShouldBeNull();
        routes.Match("GET", "/v1/files/1").Binding!.Method.Name.ShouldBe("GetFile");
    }

    [Fact]
    public void Rule_ThatDoesNotFitItsMethod_StopsTheStartWithItsName()
    {
        var rule = new HttpRule { Selector = "transcoding.features.Unrouted.*", Get = "/x/{id}" };
        var options = new TranscodingOptions { HttpRules = { rule } };

        var fault = Should.Throw<InvalidOperationException>(() => TableOf(options, Unrouted.Descriptor)).Message;

        fault.ShouldContain("transcoding.features.Unrouted.ListItems");
        fault.ShouldContain("{id}");
    }

    [Theory]
    [InlineData("just text", "no object")]
    [InlineData("- a", "no object")]
    [InlineData("", "no object")]
    [InlineData("{\"http\":", "cannot be read")]
    [InlineData("{\"http\":{},\"http\":{}}", "cannot be read")]
    [InlineData("http:\n  rules:\n   - a\n  - b", "cannot be read")]
    [InlineData("type: google.api.Other\nhttp: {}", "google.api.Other")]
    [InlineData("http:\n  rules: x", "no list")]
    [InlineData("http:\n  rules:\n  - selector: a.B.C\n    git: /x", "http.rules[0]")]
    [InlineData("http:\n  rules:\n  - selector: a.B.C\n    get: /x\n  - just text", "http.rules[1]")]
    [InlineData("http:\n  fully_decode_reserved_expansion: true", "fully_decode_reserved_expansion")]
    public void Configuration_ThatIsNone_SaysWhatIsWrong(string text, string what) =>
        Should.Throw<FormatException>(() => new TranscodingOptions().AddServiceConfiguration(text)).Message.ShouldContain(what);

    [Theory]
    [InlineData("type: google.api.Service\nname: x")]
    [InlineData("{\"http\":{\"fullyDecodeReservedExpansion\":false}}")]
    public void Configuration_WithoutRules_AddsNone(string text)
    {
        var options = new TranscodingOptions();

        options.AddServiceConfiguration(text);

        options.HttpRules.ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_OfASetAndOfAConfiguration_MakeAGatewayWithoutGeneratedCode()
    {
        var folder = Directory.CreateTempSubdirectory("transcoding");
        try
        {
            var set = Path.Combine(folder.FullName, "all.binpb");
            var configuration = Path.Combine(folder.FullName, "service.yaml");
            await File.WriteAllBytesAsync(set, SetOf(FeaturesReflection.Descriptor));
            await File.WriteAllTextAsync(configuration,
                "http:\n  rules:\n  - selector: transcoding.features.Features.GetRoot\n    get: /root/{id}\n");
            await using var gateway = await FeatureGateway.StartAsync(options =>
            {
                options.AddDescriptorSetFile(set, service => service.Name == "Features");
                options.AddServiceConfigurationFile(configuration);
            });

            using var annotated = await gateway.GetAsync("/v1/items/1");
            (await annotated.Content.ReadAsStringAsync()).ShouldBe("""{"title":"one"}""");
            using var configured = await gateway.GetAsync("/root/1");
            (await configured.Content.ReadAsStringAsync()).ShouldBe("""{"title":"one"}""");
            using var root = await gateway.GetAsync("/");
            root.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            using var bytes = await gateway.GetAsync("/v1/files/1");
            bytes.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
            using var stream = await gateway.GetAsync("/v1/items/1:watch");
            (await stream.Content.ReadAsStringAsync()).Split('\n').Length.ShouldBe(3);
            using var document = await gateway.GetAsync("/openapi.json");
            (await document.Content.ReadAsStringAsync()).ShouldContain("/root/{id}");
            gateway.Logs.ShouldNotContain(line => line.Id == 32);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Set_WithItsFilesInAnyOrder_GivesItsServices()
    {
        var options = new TranscodingOptions();

        var files = options.AddDescriptorSet(SetOf(FeaturesReflection.Descriptor, reverse: true), extensions: [AnnotationsExtensions.Http]);

        options.Services.Select(s => s.FullName)
            .ShouldBe(["transcoding.features.Features", "transcoding.features.Unrouted"], ignoreOrder: true);
        files.ShouldContain(f => f.Name == "google/protobuf/any.proto");
        TableOf(options, [.. options.Services]).Bindings.Count
            .ShouldBe(TableOf(new TranscodingOptions(), Features.Descriptor).Bindings.Count);
    }

    [Fact]
    public void Set_WithoutItsImports_SaysWhichIsMissing()
    {
        var set = new FileDescriptorSet { File = { FileDescriptorProto.Parser.ParseFrom(FeaturesReflection.Descriptor.SerializedData) } };

        var fault = Should.Throw<FormatException>(() => new TranscodingOptions().AddDescriptorSet(set.ToByteArray()));

        fault.Message.ShouldContain("google/api/annotations.proto");
        fault.Message.ShouldContain("--include_imports");
    }

    [Fact]
    public void Set_ThatIsNone_SaysSo() => Should.Throw<FormatException>(() => new TranscodingOptions().AddDescriptorSet([1, 2, 3]));

    private static RouteTable TableOf(TranscodingOptions options, params ServiceDescriptor[] services) =>
        new(services.SelectMany(s => s.Methods), new ProtoJsonCodec(), new ConfiguredRules(options.HttpRules));

    private static byte[] SetOf(FileDescriptor root, bool reverse = false)
    {
        var files = new List<FileDescriptor>();
        Add(root);
        if (reverse)
        {
            files.Reverse();
        }

        var set = new FileDescriptorSet();
        set.File.AddRange(files.Select(f => FileDescriptorProto.Parser.ParseFrom(f.SerializedData)));
        return set.ToByteArray();

        void Add(FileDescriptor file)
        {
            foreach (var dependency in file.Dependencies)
            {
                Add(dependency);
            }

            if (!files.Contains(file))
            {
                files.Add(file);
            }
        }
    }
}
