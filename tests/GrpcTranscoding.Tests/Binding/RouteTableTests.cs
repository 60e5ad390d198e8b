using Google.Protobuf;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Tests.Protos;
using Shouldly;

namespace GrpcTranscoding.Tests.Binding;

public sealed class RouteTableTests
{
    private static readonly RouteTable Routes = TableOf(LibraryReflection.Descriptor);

    [Theory]
    [InlineData("GET", "/v1/shelves/3/books/7", "GetBook", """{"name":"shelves/3/books/7"}""")]
    [InlineData("GET", "/v1/shelves/a%2Fb/books/7", "GetBook", """{"name":"shelves/a%2Fb/books/7"}""")]
    [InlineData("GET", "/v1/books/12/", "GetBook", """{"book":{"id":"12"}}""")]
    [InlineData("HEAD", "/v1/books/12", "GetBook", """{"book":{"id":"12"}}""")]
    [InlineData("POST", "/v1/shelves/a%2fb c/books", "CreateBook", """{"shelf":"a/b c"}""")]
    [InlineData("PATCH", "/v1/books/-5", "UpdateBook", """{"book":{"id":"-5"}}""")]
    [InlineData("POST", "/v1/books/5:read", "ReadBook", """{"book":{"id":"5"}}""")]
    [InlineData("GET", "/v1/files/a/b/c.txt", "GetFile", """{"path":"a/b/c.txt"}""")]
    [InlineData("GET", "/v1/files", "GetFile", """{"path":""}""")]
    [InlineData("GET", "/v1/files/x:y", "GetFile", """{"path":"x:y"}""")]
    [InlineData("POST", "/v1/files/a/b:share", "ShareFile", """{"path":"a/b"}""")]
    [InlineData("LINK", "/v1/books/1", "LinkBook", """{"book":{"id":"1"}}""")]
    public void Match_OfAPath_BindsItsVariables(string method, string path, string name, string fields)
    {
        var match = Routes.Match(method, path);

        match.Binding.ShouldNotBeNull().Method.Name.ShouldBe(name);
        var message = match.Binding.Method.InputType.Parser.ParseFrom(match.PathFields!.WrittenSpan.ToArray());
        message.ShouldBe(JsonParser.Default.Parse(fields, match.Binding.Method.InputType));
    }

    [Theory]
    [InlineData("GET", "/v1/books/abc", null)]
    [InlineData("GET", "/v1/nothing", null)]
    [InlineData("DELETE", "/v1/books", "GET")]
    [InlineData("DELETE", "/v1/books/1", "GET,LINK,PATCH")]
    [InlineData("DELETE", "/v1/books/abc", null)]
    [InlineData("GET", "/v1/books/1:read", "POST")]
    public void Match_WithoutBinding_TellsTheMethodsThatThePathHas(string method, string path, string? allowed)
    {
        var match = Routes.Match(method, path);

        match.Binding.ShouldBeNull();
        (match.Allowed is null ? null : string.Join(',', match.Allowed)).ShouldBe(allowed);
    }

    [Fact]
    public void Rules_ThatAreFaulty_AreAllListedWithTheirRemedies()
    {
        var fault = Should.Throw<InvalidOperationException>(() => TableOf(FaultyReflection.Descriptor)).Message;

        foreach (var method in FaultyReflection.Descriptor.Services[0].Methods)
        {
            fault.ShouldContain(method.FullName);
        }

        fault.Split(Environment.NewLine).Length.ShouldBe(1 + 9);
        fault.ShouldContain("leave out a trailing slash");
        fault.ShouldContain("give one of them another path or HTTP method");
    }

    private static RouteTable TableOf(FileDescriptor file) => new(file.Services.SelectMany(s => s.Methods), new ProtoJsonCodec());
}
