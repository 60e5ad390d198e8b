using System.Text.Json.Nodes;
using GrpcTranscoding.Conformance;
using Shouldly;

namespace GrpcTranscoding.Tests.Conformance;

/// <summary>The recorded cases of protobuf's conformance suite; README.md says where they come from.</summary>
public sealed class ConformanceTests
{
    private const int Cases = 778;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Conformance");

    [Fact]
    public async Task Codec_CasesOfTheConformanceSuite_AnswersAsTheRunnerFoundRight()
    {
        var testee = Testee.FromDescriptors(await File.ReadAllBytesAsync(Path.Combine(Folder, "messages.binpb")));
        var cases = (await File.ReadAllLinesAsync(Path.Combine(Folder, "cases.txt"))).Select(RecordedCase.Parse).ToList();
        cases.Count.ShouldBe(Cases);
        cases.Where(c => !IsAnswered(testee, c)).Select(c => ConformanceRequest.Parse(c.Request)).ShouldBeEmpty();
    }

    private static bool IsAnswered(Testee testee, RecordedCase expected)
    {
        var answer = testee.Answer(ConformanceRequest.Parse(expected.Request));
        return answer.Kind == expected.Kind && answer.Kind switch
        {
            ConformanceAnswerKind.Json =>
                JsonNode.DeepEquals(JsonNode.Parse(answer.Content.ToStringUtf8()), JsonNode.Parse(expected.Content.ToStringUtf8())),
            ConformanceAnswerKind.Wire => answer.Content == expected.Content,
            _ => true,
        };
    }
}
