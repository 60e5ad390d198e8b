using Google.Protobuf;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Reading;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Tests.Protos;
using Shouldly;

namespace GrpcTranscoding.Tests.Binding;

public sealed class QueryBinderTests
{
    private static readonly RouteTable Routes = new(LibraryReflection.Descriptor.Services.SelectMany(s => s.Methods), new ProtoJsonCodec());

    [Theory]
    [InlineData("?page_size=5&pageToken=a%20b+c", """{"pageSize":5,"pageToken":"a b c"}""")]
    [InlineData("?tags=a&tags=&tags=b%26c&ids=1&ids=-2", """{"tags":["a","","b&c"],"ids":["1","-2"]}""")]
    [InlineData("?like.author.name=Ann&like.title=T&like.author.prizes=x&like.author.prizes=y",
        """{"like":{"title":"T","author":{"name":"Ann","prizes":["x","y"]}}}""")]
    [InlineData("?order=ORDER_AGE&deep=true&min_price=1.5e1&key=AQI", """{"order":"ORDER_AGE","deep":true,"minPrice":15,"key":"AQI="}""")]
    [InlineData("?order=2", """{"order":"ORDER_AGE"}""")]
    [InlineData("?since=2025-10-14T10:00:00Z&within=1.5s&mask=a,bC&max=3", """{"since":"2025-10-14T10:00:00Z","within":"1.5s","mask":"a,bC","max":3}""")]
    [InlineData("?nothing=1&like.nothing=2&=3&labels=x&like=y&labels.x=y", "{}")]
    [InlineData("", "{}")]
    [InlineData("?", "{}")]
    public void Read_OfParameters_FillsTheirFields(string query, string expected)
    {
        var (message, faults) = Read("GET", "/v1/books", query);

        faults.ShouldBeEmpty();
        message.ShouldBe(JsonParser.Default.Parse<ListBooksRequest>(expected));
    }

    [Theory]
    [InlineData("?page_size=x", "pageSize")]
    [InlineData("?page_size=", "pageSize")]
    [InlineData("?page_size=1&pageSize=2", "pageSize")]
    [InlineData("?ids=1&ids=x", "ids")]
    [InlineData("?order=none", "order")]
    [InlineData("?deep=1", "deep")]
    [InlineData("?since=today", "since")]
    [InlineData("?like.id=x", "like.id")]
    [InlineData("?max=x", "max")]
    public void Read_OfAnInvalidParameter_NamesIt(string query, string path) =>
        Read("GET", "/v1/books", query).Faults.ShouldHaveSingleItem().Path.ShouldBe(path);

    [Fact]
    public void Read_OfFieldsThatPathOrBodyGive_LeavesThemAlone()
    {
        var (message, faults) = Read("POST", "/v1/shelves/s/books", "?shelf=other&book.title=x&dry_run=true");

        faults.ShouldBeEmpty();
        message.ShouldBe(new CreateBookRequest { DryRun = true });
    }

    private static (IMessage Message, IReadOnlyList<FieldFault> Faults) Read(string method, string path, string query)
    {
        var binding = Routes.Match(method, path).Binding!;
        using var output = new WireWriter(int.MaxValue);
        var faults = new FaultList(10);
        QueryBinder.Read(binding, query, output, faults);
        try
        {
            faults.ThrowIfAny();
            return (binding.Method.InputType.Parser.ParseFrom(output.WrittenSpan.ToArray()), []);
        }
        catch (ProtoJsonException e)
        {
            return (new Book(), e.Faults);
        }
    }
}
