using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using GrpcTranscoding.Tests.Protos.Choices;

namespace GrpcTranscoding.Tests.Support;

/// <summary>Does what a test tells it, and keeps what it was asked.</summary>
internal sealed class FeatureService : Features.FeaturesBase
{
    /// <summary>What a stream does before its first message.</summary>
    public Func<ServerCallContext, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>What a call does before its answer, and a stream before its second message.</summary>
    public Func<ServerCallContext, Task> Behave { get; set; } = _ => Task.CompletedTask;

    public Item Answer { get; set; } = new() { Title = "one" };

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The time that the last call was given, as the service reads it.</summary>
    public TimeSpan LastTimeout { get; private set; }

    private int _calls;

    public override Task<Item> GetRoot(GetItemRequest request, ServerCallContext context) => AnswerAsync(context);

    public override Task<Item> GetItem(GetItemRequest request, ServerCallContext context) => AnswerAsync(context);

    public override Task<Item> Search(SearchRequest request, ServerCallContext context) => AnswerAsync(context);

    public override async Task<HttpBody> GetFile(GetItemRequest request, ServerCallContext context)
    {
        await AnswerAsync(context);
        return new HttpBody { ContentType = "text/plain", Data = ByteString.CopyFromUtf8("bytes") };
    }

    public override async Task Watch(GetItemRequest request, IServerStreamWriter<Item> responseStream, ServerCallContext context)
    {
        Note(context);
        await Before(context);
        await responseStream.WriteAsync(Answer);
        await Behave(context);
        await responseStream.WriteAsync(Answer);
    }

    private async Task<Item> AnswerAsync(ServerCallContext context)
    {
        Note(context);
        await Behave(context);
        return Answer;
    }

    private void Note(ServerCallContext context)
    {
        LastTimeout = context.Deadline == DateTime.MaxValue ? Timeout.InfiniteTimeSpan : context.Deadline - DateTime.UtcNow;
        Interlocked.Increment(ref _calls);
    }
}
