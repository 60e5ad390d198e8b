using System.Net;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Tests.Protos.Choices;
using GrpcTranscoding.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;

namespace GrpcTranscoding.Tests.Errors;

/// <summary>Rivals: a writer of problems reaches all details of <c>google.rpc</c>.</summary>
public sealed class ErrorDetailsTests
{
    private static readonly IMessage[] All =
    [
        new ErrorInfo { Reason = "TOO_MUCH", Domain = "items.example", Metadata = { ["limit"] = "5" } },
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)) },
        new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = "user:1", Description = "Five a day." } } },
        new PreconditionFailure
        {
            Violations = { new PreconditionFailure.Types.Violation { Type = "TOS", Subject = "user:1", Description = "Not accepted." } },
        },
        new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "title", Description = "is missing" } } },
        new RequestInfo { RequestId = "r-1" },
        new ResourceInfo { ResourceType = "item", ResourceName = "items/1" },
        new Help { Links = { new Help.Types.Link { Description = "Limits", Url = "https://items.example/limits" } } },
        new LocalizedMessage { Locale = "de", Message = "Zu viel." },
        new DebugInfo { Detail = "secret stack" },
        new Item { Title = "of no known type" },
    ];

    [Theory]
    [InlineData(StatusCode.ResourceExhausted, 429)]
    [InlineData(StatusCode.Unavailable, 503)]
    [InlineData(StatusCode.Internal, 500)]
    public async Task Details_OfAnError_AreAllInTheWritersHands(StatusCode code, int status)
    {
        var writer = new Keeper();
        await using var gateway = await FeatureGateway.StartAsync(problems: writer);
        gateway.Service.Behave = _ => throw Error(code, All);

        using var response = await gateway.GetAsync("/v1/items/1");

        ((int)response.StatusCode).ShouldBe(status);
        var details = writer.Last!.Details.ShouldNotBeNull();
        details.ErrorInfo.ShouldBe(All[0]);
        details.RetryInfo.ShouldBe(All[1]);
        details.QuotaFailure.ShouldBe(All[2]);
        details.PreconditionFailure.ShouldBe(All[3]);
        details.BadRequest.ShouldBe(All[4]);
        details.RequestInfo.ShouldBe(All[5]);
        details.ResourceInfo.ShouldBe(All[6]);
        details.Help.ShouldBe(All[7]);
        details.LocalizedMessage.ShouldBe(All[8]);
        details.DebugInfo.ShouldBe(All[9]);
        details.Find<Item>().ShouldBe(All[10]);
        details.Status.Details.Count.ShouldBe(All.Length);
    }

    [Fact]
    public async Task Details_WrittenByAWriter_AreJsonWithoutDebugInfo()
    {
        await using var gateway = await FeatureGateway.StartAsync(problems: new Keeper { WritesDetails = true });
        gateway.Service.Behave = _ => throw Error(StatusCode.ResourceExhausted, All);

        using var response = await gateway.GetAsync("/v1/items/1");

        var text = await response.Content.ReadAsStringAsync();
        using var problem = JsonDocument.Parse(text);
        var details = problem.RootElement.GetProperty("details").EnumerateArray().ToArray();
        details.Select(d => d.GetProperty("@type").GetString())
            .ShouldBe(All[..9].Select(m => $"type.googleapis.com/{m.Descriptor.FullName}"));
        details[0].GetProperty("metadata").GetProperty("limit").GetString().ShouldBe("5");
        details[7].GetProperty("links")[0].GetProperty("url").GetString().ShouldBe("https://items.example/limits");
        text.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Details_ByDefault_AreNotWritten()
    {
        await using var gateway = await FeatureGateway.StartAsync();
        gateway.Service.Behave = _ => throw Error(StatusCode.ResourceExhausted, All);

        using var response = await gateway.GetAsync("/v1/items/1");

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        problem.RootElement.EnumerateObject().Select(p => p.Name)
            .ShouldBe(["type", "title", "status", "detail", "code", "errors", "trace_id"]);
        problem.RootElement.GetProperty("code").GetString().ShouldBe("TOO_MUCH");
    }

    [Fact]
    public async Task Details_ThatCannotBeParsed_CountAsAbsent()
    {
        var writer = new Keeper { WritesDetails = true };
        await using var gateway = await FeatureGateway.StartAsync(problems: writer);
        var status = new Google.Rpc.Status { Code = (int)Code.NotFound, Message = "Not here." };
        foreach (var type in new[] { "google.rpc.ErrorInfo", "google.rpc.Help", "google.rpc.DebugInfo" })
        {
            status.Details.Add(new Any { TypeUrl = "type.googleapis.com/" + type, Value = ByteString.CopyFromUtf8("\u0007broken") });
        }

        gateway.Service.Behave = _ => throw Error(StatusCode.NotFound, status);

        using var response = await gateway.GetAsync("/v1/items/1");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("\"details\"");
        writer.Last!.Details!.ErrorInfo.ShouldBeNull();
        writer.Last.Details.Help.ShouldBeNull();
    }

    [Fact]
    public async Task Details_OfALateError_ReachTheWriterOfAStream()
    {
        var writer = new Keeper();
        await using var gateway = await FeatureGateway.StartAsync(problems: writer);
        gateway.Service.Behave = _ => throw Error(StatusCode.FailedPrecondition, All);

        using var response = await gateway.GetAsync("/v1/items/1:watch");
        await response.Content.ReadAsStringAsync();

        writer.Last!.Details!.Help.ShouldBe(All[7]);
    }

    private static RpcException Error(StatusCode code, IMessage[] details)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = "Too much." };
        status.Details.AddRange(details.Select(d => Any.Pack(d)));
        return Error(code, status);
    }

    private static RpcException Error(StatusCode code, Google.Rpc.Status status) =>
        new(new Grpc.Core.Status(code, "Too much."), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });

    private sealed class Keeper : ProblemJsonWriter
    {
        public Problem? Last { get; private set; }

        public bool WritesDetails { get; init; }

        protected override void WriteMembers(Utf8JsonWriter json, HttpContext context, Problem problem)
        {
            Last = problem;
            base.WriteMembers(json, context, problem);
            if (WritesDetails)
            {
                problem.Details?.WriteTo(json);
            }
        }
    }
}
