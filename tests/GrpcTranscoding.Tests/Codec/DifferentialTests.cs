using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Codec;

/// <summary>The codec against Google.Protobuf's own formatter and parser, on generated messages.</summary>
public sealed class DifferentialTests
{
    private const int Slice = 600;

    [Fact]
    public void Write_GeneratedMessages_SaysWhatGoogleSays()
    {
        for (var seed = 0; seed < FuzzSize.Of(Slice); seed++)
        {
            var message = new RandomMessages(seed).Every();
            ShouldBeSame(Codecs.Standard.Write(message), Codecs.GoogleFormatter.Format(message), seed);
        }
    }

    [Fact]
    public void Write_WithDefaultsAndProtoNames_SaysWhatGoogleSays()
    {
        var codec = new ProtoJsonCodec(new ProtoJsonOptions { WriteDefaults = true, ProtoNames = true, TypeRegistry = Codecs.Types });
        var google = new JsonFormatter(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithPreserveProtoFieldNames(true)
            .WithTypeRegistry(Codecs.Types));
        for (var seed = 0; seed < FuzzSize.Of(Slice / 3); seed++)
        {
            var message = new RandomMessages(seed).Every();
            ShouldBeSame(codec.Write(message), WithMasksInSnakeCase(google.Format(message)), seed);
        }
    }

    [Fact]
    public void Write_TwoMessagesBehindEachOther_SaysWhatGoogleSaysOfTheirMerge()
    {
        for (var seed = 0; seed < FuzzSize.Of(Slice); seed++)
        {
            var random = new RandomMessages(seed);
            byte[] wire = [.. random.Every().ToByteArray(), .. random.Every().ToByteArray()];
            var merged = Every.Parser.ParseFrom(wire);
            // Merged halves of a duration or an Any may be invalid: then both have to say so.
            if (TryFormat(merged, out var google))
            {
                ShouldBeSame(Codecs.Standard.Write(Every.Descriptor, wire), google, seed);
                ShouldBeSame(Codecs.Standard.Write(merged), google, seed);
            }
            else
            {
                Should.Throw<ProtoJsonException>(() => Codecs.Standard.Write(Every.Descriptor, wire), $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Write_NarrowFieldWithHighBitsOnly_LeavesItOutAsItsDefault() =>
        Codecs.Standard.Write(Every.Descriptor, Convert.FromHexString("28808080808080808010")).ShouldBe("{}");

    [Fact]
    public void Write_MapKeyInTwoEncodings_IsOneKey() =>
        Codecs.Standard.Write(Every.Descriptor, Convert.FromHexString("AA030408011002" + "AA03050881001001"))
            .ShouldBe("""{"boolToMood":{"true":"MOOD_GOOD"}}""");

    [Fact]
    public void Read_GooglesText_GivesTheMessage()
    {
        for (var seed = 0; seed < FuzzSize.Of(Slice); seed++)
        {
            var message = new RandomMessages(seed).Every();
            Codecs.Standard.Read<Every>(Codecs.GoogleFormatter.Format(message)).ShouldBe(message, $"seed {seed}");
        }
    }

    [Fact]
    public void Read_OwnText_GivesGoogleAndUsTheMessage()
    {
        for (var seed = 0; seed < FuzzSize.Of(Slice); seed++)
        {
            var message = new RandomMessages(seed).Every();
            var text = Codecs.Standard.Write(message);
            Codecs.GoogleParser.Parse<Every>(text).ShouldBe(message, $"seed {seed}");
            Codecs.Standard.Read<Every>(text).ShouldBe(message, $"seed {seed}");
        }
    }

    // Google writes a mask in camelCase whatever the names of the fields; here it has the names that the fields have.
    private static string WithMasksInSnakeCase(string json) => Regex.Replace(
        json,
        "(?<=\"field_mask\": \")[^\"]*",
        mask => Regex.Replace(mask.Value, "[A-Z]", letter => "_" + letter.Value.ToLowerInvariant()));

    private static bool TryFormat(Every message, out string text)
    {
        try
        {
            text = Codecs.GoogleFormatter.Format(message);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidProtocolBufferException)
        {
            text = e.Message;
            return false;
        }
    }

    private static void ShouldBeSame(string ours, string theirs, int seed)
    {
        using var left = JsonDocument.Parse(ours);
        using var right = JsonDocument.Parse(theirs);
        if (!JsonElement.DeepEquals(left.RootElement, right.RootElement))
        {
            ours.ShouldBe(theirs, $"seed {seed}");
        }
    }
}
