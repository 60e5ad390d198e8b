using Google.Protobuf;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Reading;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Tests.Protos.Choices;
using Shouldly;

namespace GrpcTranscoding.Tests.Binding;

public sealed class FeatureQueryTests
{
    private static readonly RouteTable Routes = new(Features.Descriptor.Methods, new ProtoJsonCodec());
    private static readonly TranscodingOptions Strict = new() { RejectUnknownQueryParameters = true };

    /// <summary>Rivals: maps in the query, the way of grpc-gateway and of OpenAPI's deepObject.</summary>
    [Theory]
    [InlineData("?labels[a]=1&labels%5Bb%5D=2&labels[]=3&labels[x.y[0]]=4", """{"labels":{"a":"1","b":"2","":"3","x.y[0]":"4"}}""")]
    [InlineData("?labels[%C3%A9%26]=a%20b", """{"labels":{"é&":"a b"}}""")]
    [InlineData("?flags[1]=true&flags[-2]=false", """{"flags":{"1":true,"-2":false}}""")]
    [InlineData("?times[x]=1.5s", """{"times":{"x":"1.5s"}}""")]
    [InlineData("?like.prices[eur]=1e1&page_size=2", """{"pageSize":2,"like":{"prices":{"eur":10}}}""")]
    [InlineData("?makers[a]=x&labels=x&labels[a=x&words[0]=x&pageSize[a]=1&nothing[a]=1&labels.a=1&[a]=1&like.maker[a]=x", "{}")]
    public void Read_OfMapEntries_FillsTheMap(string query, string expected)
    {
        var (message, faults) = Read("GET", "/v1/search/k", query);

        faults.ShouldBeEmpty();
        message.ShouldBe(JsonParser.Default.Parse<SearchRequest>(expected));
    }

    [Theory]
    [InlineData("?labels[a]=1&labels[a]=2", "labels[a]", "is given more than once")]
    [InlineData("?flags[1]=true&flags[1.0]=false", "flags[1.0]", "is given more than once")]
    [InlineData("?flags[x]=true", "flags[x]", "has a key which must be a whole number")]
    [InlineData("?flags[1]=yes", "flags[1]", "must be true or false")]
    [InlineData("?times[x]=soon", "times[x]", "must be a duration")]
    [InlineData("?like.prices[eur]=x", "like.prices[eur]", "must be a number")]
    public void Read_OfAnInvalidMapEntry_NamesIt(string query, string path, string message)
    {
        var fault = Read("GET", "/v1/search/k", query).Faults.ShouldHaveSingleItem();

        fault.Path.ShouldBe(path);
        fault.Message.ShouldStartWith(message);
    }

    /// <summary>Rivals: strict query parameters.</summary>
    [Theory]
    [InlineData("GET", "/v1/search/k", "?page_size=1&nothing=2&pageSizes=3&words=a", "nothing|pageSizes")]
    [InlineData("GET", "/v1/search/k", "?makers[a]=x&labels=y&labels.a=z&like=1&like.nothing=2",
        "makers[a]|labels|labels.a|like|like.nothing")]
    [InlineData("GET", "/v1/search/k", "?kind=other", "kind")]
    [InlineData("POST", "/v1/search/k", "?like.maker.full_name=x", "like.maker.full_name")]
    [InlineData("POST", "/v1/items", "?id=1", "id")]
    [InlineData("GET", "/v1/search/k", "?=1", "")]
    [InlineData("GET", "/v1/search/k", "?Page_Size=1", "Page_Size")]
    public void Read_OfUnknownParameters_NamesThemWhereTheOptionsAreStrict(string method, string path, string query, string names)
    {
        string.Join('|', Read(method, path, query, Strict).Faults.Select(f => f.Path)).ShouldBe(names);

        Read(method, path, query, new TranscodingOptions()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Read_OfAParameterForSomebodyElse_IsLeftAlone()
    {
        var options = new TranscodingOptions { RejectUnknownQueryParameters = true, IgnoredQueryParameters = { "access_token" } };

        Read("GET", "/v1/search/k", "?access_token=x&page_size=1&page_token=2", options)
            .Faults.ShouldHaveSingleItem().Path.ShouldBe("page_token");
    }

    private static (IMessage Message, IReadOnlyList<FieldFault> Faults) Read(
        string method, string path, string query, TranscodingOptions? options = null)
    {
        var binding = Routes.Match(method, path).Binding!;
        using var output = new WireWriter(int.MaxValue);
        var faults = new FaultList(10);
        QueryBinder.Read(binding, query, output, faults, options);
        try
        {
            faults.ThrowIfAny();
            return (binding.Method.InputType.Parser.ParseFrom(output.WrittenSpan.ToArray()), []);
        }
        catch (ProtoJsonException e)
        {
            return (new Item(), e.Faults);
        }
    }
}
