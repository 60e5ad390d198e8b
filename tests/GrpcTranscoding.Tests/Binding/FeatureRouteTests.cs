using Google.Protobuf;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Tests.Protos.Choices;
using Shouldly;

namespace GrpcTranscoding.Tests.Binding;

public sealed class FeatureRouteTests
{
    private static readonly RouteTable Routes = new(Features.Descriptor.Methods, new ProtoJsonCodec());

    /// <summary>Rivals: templates of the root, and with a <c>**</c> that more follows.</summary>
    [Theory]
    [InlineData("GET", "/", "GetRoot", "{}")]
    [InlineData("GET", "/v1/folders/a/b/c/parts/7", "GetPart", """{"folder":"a/b/c","part":"7"}""")]
    [InlineData("GET", "/v1/folders/a/parts/7/", "GetPart", """{"folder":"a","part":"7"}""")]
    [InlineData("GET", "/v1/folders/parts/7", "GetPart", """{"folder":"","part":"7"}""")]
    [InlineData("GET", "/v1/folders/parts/parts/parts/parts", "GetPart", """{"folder":"parts/parts","part":"parts"}""")]
    [InlineData("GET", "/v1/folders/a/parts/x%2Fy", "GetPart", """{"folder":"a","part":"x/y"}""")]
    [InlineData("GET", "/v1/folders/a%2Fb/parts/x", "GetPart", """{"folder":"a%2Fb","part":"x"}""")]
    [InlineData("POST", "/v1/folders/a/b/parts:count", "GetPart", """{"folder":"a/b"}""")]
    [InlineData("POST", "/v1/folders/parts:count", "GetPart", """{"folder":""}""")]
    [InlineData("GET", "/v1/trees/a/z/9", "GetPart", """{"folder":"a/z","part":"9"}""")]
    [InlineData("GET", "/v1/trees/a/b/c/z/9", "GetPart", """{"folder":"a/b/c/z","part":"9"}""")]
    public void Match_OfTheRootAndOfRestInTheMiddle_BindsItsVariables(string method, string path, string name, string fields)
    {
        var match = Routes.Match(method, path);

        match.Binding.ShouldNotBeNull().Method.Name.ShouldBe(name);
        var message = match.Binding.Method.InputType.Parser.ParseFrom(match.PathFields!.WrittenSpan.ToArray());
        message.ShouldBe(JsonParser.Default.Parse(fields, match.Binding.Method.InputType));
    }

    [Theory]
    [InlineData("GET", "/v1/folders/a/b")]
    [InlineData("GET", "/v1/folders/a/parts")]
    [InlineData("GET", "/v1/trees/a/9")]
    [InlineData("GET", "//")]
    public void Match_OfAPathThatLacksTheEnd_FindsNothing(string method, string path) => Routes.Match(method, path).Binding.ShouldBeNull();
}
