using FocusSuite.Gateway.Reflection;
using FocusSuite.Gateway.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>S8: what the gateway tells strangers of its methods.</summary>
public sealed class ReflectionTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>S8: off outside Development, unless it is asked for; on there, unless it is refused.</summary>
    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Staging", null, false)]
    [InlineData("Production", "true", true)]
    [InlineData("Development", null, true)]
    [InlineData("Development", "false", false)]
    public async Task Reflection_InAnEnvironment_AnswersOnlyWhereItMay(string environment, string? setting, bool answers)
    {
        await using var gateway = await GatewayUnderTest.StartInAsync(
            environment, setting is null ? [] : [("Gateway:Reflection", setting)]);

        // Both versions: some tools ask by the first one.
        (await IsAnsweredAsync(() => AskAsync(gateway.Grpc))).ShouldBe(answers);
        (await IsAnsweredAsync(() => AskFirstVersionAsync(gateway.Grpc))).ShouldBe(answers);
    }

    /// <summary>S8: nobody holds more than a few streams of it; when they are gone, others may ask.</summary>
    [Fact]
    public async Task Reflection_ManyStreamsAtOnce_AreBounded()
    {
        await using var gateway = await GatewayUnderTest.StartInAsync("Development");
        var held = new List<AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse>>();
        for (var i = 0; i < ReflectionBounds.MaxStreams; i++)
        {
            held.Add(await OpenAsync(gateway.Grpc));
        }

        var refused = await Should.ThrowAsync<RpcException>(() => AskAsync(gateway.Grpc));
        refused.StatusCode.ShouldBe(StatusCode.ResourceExhausted);

        held.ForEach(call => call.Dispose());
        using var bound = new CancellationTokenSource(Bound);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await IsAnsweredAsync(() => AskAsync(gateway.Grpc)))
        {
            await timer.WaitForNextTickAsync(bound.Token);
        }
    }

    /// <summary>S8: one stream asks so much and no more.</summary>
    [Fact]
    public async Task Reflection_ManyQuestionsOnAStream_AreBounded()
    {
        await using var gateway = await GatewayUnderTest.StartInAsync("Development");
        using var call = await OpenAsync(gateway.Grpc);
        for (var i = 1; i < ReflectionBounds.MaxQuestions; i++)
        {
            await call.RequestStream.WriteAsync(new ServerReflectionRequest { FileContainingSymbol = "nothing" });
            (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Bound)).ShouldBeTrue();
        }

        var ended = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Bound));
        ended.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    private static async Task<bool> IsAnsweredAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (RpcException exception)
        {
            exception.StatusCode.ShouldBeOneOf(StatusCode.Unimplemented, StatusCode.NotFound, StatusCode.ResourceExhausted);
            return false;
        }
    }

    private static async Task AskAsync(GrpcChannel channel)
    {
        using var call = await OpenAsync(channel);
    }

    private static async Task<AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse>> OpenAsync(GrpcChannel channel)
    {
        var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(deadline: DateTime.UtcNow + Bound);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name)
            .ShouldContain("focus.sessions.v1.SessionsService");
        return call;
    }

    private static async Task AskFirstVersionAsync(GrpcChannel channel)
    {
        using var call = new Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(
            deadline: DateTime.UtcNow + Bound);
        await call.RequestStream.WriteAsync(new Grpc.Reflection.V1Alpha.ServerReflectionRequest { ListServices = "" });
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        call.ResponseStream.Current.ListServicesResponse.Service.ShouldNotBeEmpty();
    }
}
