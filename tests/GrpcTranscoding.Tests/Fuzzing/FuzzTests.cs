using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Buffers;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Reading;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Proxying;
using GrpcTranscoding.Templates;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Fuzzing;

/// <summary>
/// Broken inputs made from good ones. Nothing may come of them but an answer or the library's own error. FUZZ_SIZE sets how many are tried,
/// FUZZ_SEED where they begin.
/// </summary>
public sealed partial class FuzzTests
{
    private const int Slice = 1500;
    private static readonly int FirstSeed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), out var seed) ? seed : 1;
    private static readonly ProtoJsonCodec Codec = new(new ProtoJsonOptions
    {
        TypeRegistry = Codecs.Types,
        MaxDepth = 20,
        MaxElements = 1000,
        MaxMessageBytes = 100_000
    });
    private static readonly RouteTable OddRoutes = new(OddReflection.Descriptor.Services.SelectMany(s => s.Methods), new ProtoJsonCodec());
    private static readonly RouteTable Routes = new(LibraryReflection.Descriptor.Services.SelectMany(s => s.Methods), new ProtoJsonCodec());

    [Fact]
    public void Writer_OfBrokenWire_WritesJsonOrRefuses() => Try((mutator, seed) =>
    {
        var wire = mutator.Break(new RandomMessages(seed % 500).Every().ToByteArray());
        var output = new ArrayBufferWriter<byte>();
        if (Succeeds(() => Codec.For(Every.Descriptor).WriteJson(wire, output)))
        {
            // What is written has to be JSON, whatever was read. Extreme nesting aside, any reader must take it.
            using var _ = JsonDocument.Parse(output.WrittenMemory, new JsonDocumentOptions { MaxDepth = 200 });
        }
    });

    [Fact]
    public void Writer_OfBrokenWire_AgreesWithGoogle() => Try((mutator, seed) =>
    {
        var wire = mutator.Break(new RandomMessages(seed % 500).Every().ToByteArray());
        var output = new ArrayBufferWriter<byte>();
        if (!Succeeds(() => Codec.For(Every.Descriptor).WriteJson(wire, output)) || !TryGoogle(wire, out var google))
        {
            return;
        }

        var ours = JsonNode.Parse(output.WrittenSpan, documentOptions: new JsonDocumentOptions { MaxDepth = 200 });
        var theirs = JsonNode.Parse(google);
        (JsonNode.DeepEquals(ours, theirs) || JsonNode.DeepEquals(WithoutOddities(ours), WithoutOddities(theirs))).ShouldBeTrue(
            $"{Convert.ToHexString(wire)}\nours   {Encoding.UTF8.GetString(output.WrittenSpan)}\ntheirs {google}");
    });

    [Fact]
    public void Reader_OfBrokenJson_ReadsAMessageOrRefuses() => Try((mutator, seed) =>
    {
        var text = mutator.Break(Encoding.UTF8.GetBytes(Codecs.Standard.Write(new RandomMessages(seed % 500).Every())));
        var output = new ArrayBufferWriter<byte>();
        if (Succeeds(() => Codec.For(Every.Descriptor).ReadJson(text, output)))
        {
            // What is read has to be a message for every reader of protobuf.
            _ = Every.Parser.ParseFrom(output.WrittenSpan.ToArray());
        }
    });

    [Fact]
    public void Reader_OfBrokenJson_AgreesWithGoogle() => Try((mutator, seed) =>
    {
        var text = mutator.Break(Encoding.UTF8.GetBytes(Codecs.Standard.Write(new RandomMessages(seed % 500).Every())));
        var output = new ArrayBufferWriter<byte>();
        // C# alone takes several capitals in a field mask, or one at a path's start, for one word; the specification takes each for itself.
        if (!Succeeds(() => Codec.For(Every.Descriptor).ReadJson(text, output)) || !TryGoogleParse(text, out var google)
            || HasCapitalsInMask(text))
        {
            return;
        }

        Every.Parser.ParseFrom(output.WrittenSpan.ToArray()).ShouldBe(google, Encoding.UTF8.GetString(text));
    });

    [Fact]
    public void TemplateParser_OfAnything_ParsesOrSaysWhy() => Try((mutator, seed) =>
    {
        string[] good = ["/v1/{name=shelves/*/books/*}:read", "/v1/{a.b.c}/x/{d=**}", "/a/*/**:v", "/%20/{x}"];
        var text = Encoding.Latin1.GetString(mutator.Break(Encoding.Latin1.GetBytes(good[seed % good.Length])));
        try
        {
            var template = PathTemplate.Parse(text);
            PathTemplate.Parse(template.Text).Shape.ShouldBe(template.Shape);
        }
        catch (FormatException e)
        {
            e.Message.ShouldContain("position");
        }
    });

    [Fact]
    public void Router_OfAnyPath_MatchesOrNot() => Try((mutator, seed) =>
    {
        string[] good =
        [
            "/v1/shelves/3/books/7", "/v1/books/12:read", "/v1/files/a/b/c:share", "/v1/books/9223372036854775807/",
            "/v1/files/a%252Fb/..%2Fc", "/v1/files/:share",
        ];
        var path = Encoding.Latin1.GetString(mutator.Break(Encoding.Latin1.GetBytes(good[seed % good.Length])));
        var match = Routes.Match(seed % 2 == 0 ? "GET" : "POST", path);
        match.PathFields?.Dispose();
    });

    /// <summary>
    /// G6, G17: what was escaped once is bound as it was, in the path and in the query; what is no UTF-8 is bound nowhere.
    /// </summary>
    [Fact]
    public void Text_EscapedOnce_IsBoundAsItWas() => Try((mutator, seed) =>
    {
        var bytes = mutator.Break(Encoding.UTF8.GetBytes("a%2Fb:c/d é🦊+&=%"));
        var isText = bytes.Length > 0 && Utf8.IsValid(bytes);
        var escaped = string.Concat(
            bytes.Select(b => seed % 2 == 0 || !char.IsAsciiLetterOrDigit((char)b) ? $"%{b:X2}" : ((char)b).ToString()));
        var match = Routes.Match("POST", $"/v1/shelves/{escaped}/books");
        (match.Binding is not null).ShouldBe(isText);
        match.IsMalformed.ShouldBe(bytes.Length > 0 && !isText);
        using var output = new WireWriter(100_000);
        var faults = new FaultList(10);
        QueryBinder.Read(Routes.Match("GET", "/v1/books").Binding!, $"?page_token={escaped}", output, faults);
        if (isText)
        {
            var text = Encoding.UTF8.GetString(bytes);
            CreateBookRequest.Parser.ParseFrom(match.PathFields!.WrittenSpan.ToArray()).Shelf.ShouldBe(text);
            ListBooksRequest.Parser.ParseFrom(output.WrittenSpan.ToArray()).PageToken.ShouldBe(text);
            match.PathFields.Dispose();
        }
        else if (bytes.Length > 0)
        {
            Should.Throw<ProtoJsonException>(faults.ThrowIfAny).Faults.ShouldHaveSingleItem().Path.ShouldBe("pageToken");
        }
    });

    /// <summary>G12: whatever a query gives, of a oneof it gives one member or is refused.</summary>
    [Fact]
    public void QueryBinder_OfOneofs_BindsOneMemberOrNamesFaults() => Try((mutator, seed) =>
    {
        string[] good =
        [
            "?left=a&inner.a=b",
            "?right=5&inner.b=c",
            "?whole.a=a&whole.free=b&inner.free=x",
            "?inner.deeper.a=a&inner.deeper.free=c",
        ];
        var query = "?" + Encoding.Latin1.GetString(
            mutator.Break(Encoding.Latin1.GetBytes(good[seed % good.Length] + "&" + good[seed % 3][1..])));
        using var output = new WireWriter(100_000);
        var faults = new FaultList(10);
        QueryBinder.Read(OddRoutes.Match("GET", "/v1/choice").Binding!, query, output, faults);
        if (Succeeds(faults.ThrowIfAny))
        {
            // A reader keeps the last member: nothing may be lost by that.
            var names = output.WrittenSpan.ToArray();
            var choice = Choice.Parser.ParseFrom(names);
            var outer = new[] { Has(names, 1), Has(names, 2), Has(names, 3) }.Count(h => h);
            outer.ShouldBe(choice.ChoiceCase == Choice.ChoiceOneofCase.None ? 0 : 1, query);
        }
    });

    /// <summary>G13: what is read of deep texts, a service can read and this library write.</summary>
    [Fact]
    public void Reader_OfDeepJson_ReadsWhatAServiceReads() => Try((mutator, seed) =>
    {
        var random = new Random(seed);
        (string Open, string Close, bool IsValue)[] kinds =
        [
            ("{\"child\":", "}", false), ("{\"children\":[{},", "]}", false), ("{\"int32ToChild\":{\"7\":", "}}", false),
            ("{\"chosenChild\":", "}", false), ("{\"value\":", "}", true), ("{\"manyValue\":[", "]}", true), ("[", "]", true),
            ("{\"a\":", "}", true), ("{\"struct\":{\"k\":", "}}", true),
            ("{\"any\":{\"@type\":\"type.googleapis.com/transcoding.every.Every\",\"child\":", "}}", false),
        ];
        var text = new StringBuilder();
        var closes = new Stack<string>();
        var isValue = false;
        for (var levels = random.Next(1, 130); levels > 0; levels--)
        {
            // Inside a JSON value only values are known for what they are; all else is one there, too.
            var kind = isValue ? kinds[random.Next(6, 8)] : kinds[random.Next(kinds.Length) is var k && k is 6 or 7 ? 0 : k];
            isValue |= kind.IsValue;
            text.Append(kind.Open);
            closes.Push(kind.Close);
        }

        text.Append("{}").AppendJoin("", closes);
        var output = new ArrayBufferWriter<byte>();
        try
        {
            Codecs.Standard.For(Every.Descriptor).ReadJson(Encoding.UTF8.GetBytes(text.ToString()), output);
        }
        catch (ProtoJsonException e)
        {
            e.Message.ShouldContain("100 levels");
            return;
        }

        _ = Every.Parser.ParseFrom(output.WrittenSpan.ToArray());
        Codecs.Standard.For(Every.Descriptor).WriteJson(output.WrittenSpan, new ArrayBufferWriter<byte>());
    });

    /// <summary>G10: packed bytes that were broken are unpacked to what they were, or refused.</summary>
    [Fact]
    public void Unpacker_OfBrokenBytes_UnpacksOrRefuses() => Try((mutator, seed) =>
    {
        var data = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(seed, 50)));
        using var packed = new MemoryStream();
        var coding = (seed % 3) switch { 0 => "gzip", 1 => "deflate", _ => "br" };
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
            _ => new BrotliStream(packed, CompressionLevel.Fastest),
        })
        {
            stream.Write(data);
        }

        using var output = new PooledBuffer();
        var bytes = mutator.Break(packed.ToArray());
        // Brotli has no checksum: what is broken may be another text.
        if (ContentCodings.Unpack(coding, new ReadOnlySequence<byte>(bytes), output, 10_000) is null && coding != "br")
        {
            output.WrittenMemory.ToArray().ShouldBe(data);
        }

        output.WrittenMemory.Length.ShouldBeLessThan(20_000);
    });

    [Fact]
    public void QueryBinder_OfAnything_BindsOrNamesFaults() => Try((mutator, seed) =>
    {
        string[] good =
        [
            "?page_size=5&tags=a&tags=b&like.author.name=x&since=2025-10-14T10:00:00Z",
            "?within=1.5s&mask=a,bC&max=3&ids=1&deep=true&key=AQI",
                "?order=ORDER_AGE&min_price=1e3",
        ];
        var query = "?" + Encoding.Latin1.GetString(mutator.Break(Encoding.Latin1.GetBytes(good[seed % good.Length])));
        var binding = Routes.Match("GET", "/v1/books").Binding!;
        using var output = new WireWriter(100_000);
        var faults = new FaultList(10);
        QueryBinder.Read(binding, query, output, faults);
        _ = ListBooksRequest.Parser.ParseFrom(output.WrittenSpan.ToArray());
    });

    private static bool Has(byte[] wire, int number)
    {
        for (var reader = new WireReader(wire); !reader.AtEnd;)
        {
            var tag = reader.ReadTag();
            if (tag >> 3 == number)
            {
                return true;
            }

            reader.Skip(tag);
        }

        return false;
    }

    /// <summary>
    /// In C# alone a wrapper that comes twice keeps its first value where the second is zero, elsewhere the last one counts; and a negative
    /// zero is taken for the default, which it is not.
    /// </summary>
    private static JsonNode? WithoutOddities(JsonNode? node)
    {
        foreach (var child in node switch { JsonObject fields => fields.Select(f => f.Value), JsonArray items => items, _ => [] })
        {
            WithoutOddities(child);
        }

        foreach (var name in node is JsonObject members ? members.Where(
            f => IsWrapper(f.Key) || IsNegativeZero(f.Value)).Select(f => f.Key).ToList() : [])
        {
            node!.AsObject().Remove(name);
        }

        return node;
    }

    private static bool IsNegativeZero(JsonNode? value) =>
        value is JsonValue && value.GetValueKind() == JsonValueKind.Number && value.GetValue<double>() is 0 and var zero
            && double.IsNegative(zero);

    private static bool IsWrapper(string name) => Every.Descriptor.FindFieldByName(name) is null
        && Every.Descriptor.Fields.InFieldNumberOrder().Any(f => f.JsonName == name && !f.IsRepeated && f.FieldType == FieldType.Message
            && f.MessageType.File.Name == "google/protobuf/wrappers.proto");

    private static bool HasCapitalsInMask(byte[] text) => CapitalsInMask().IsMatch(Encoding.Latin1.GetString(text));

    [GeneratedRegex("[mM]ask\\W*\"([^\"]*[^a-z0-9])?[A-Z]")]
    private static partial Regex CapitalsInMask();

    private static void Try(Action<Mutator, int> attempt)
    {
        var size = FuzzSize.Of(Slice);
        for (var seed = FirstSeed; seed < FirstSeed + size; seed++)
        {
            try
            {
                attempt(new Mutator(seed), seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
            }
        }
    }

    private static bool Succeeds(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (ProtoJsonException)
        {
            return false;
        }
    }

    private static bool TryGoogle(byte[] wire, out string text)
    {
        try
        {
            text = Codecs.GoogleFormatter.Format(Every.Parser.ParseFrom(wire));
            return true;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException or ArgumentException)
        {
            text = "";
            return false;
        }
    }

    private static bool TryGoogleParse(byte[] text, out Every message)
    {
        try
        {
            message = Codecs.GoogleParser.Parse<Every>(new UTF8Encoding(false, true).GetString(text));
            return true;
        }
        catch (Exception e) when (
            e is InvalidProtocolBufferException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            message = new Every();
            return false;
        }
    }
}
