using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using GrpcTranscoding.Tests.Protos;

namespace GrpcTranscoding.Tests.Support;

/// <summary>What the streaming methods do; a test can hold a stream and see what it did.</summary>
public sealed class StreamService : Streams.StreamsBase
{
    public TaskCompletionSource Release { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Canceled { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Metadata LastHeaders { get; private set; } = [];

    public int Written => Volatile.Read(ref _written);

    private int _written;

    public void Reset()
    {
        Release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _written = 0;
    }

    public override async Task Count(CountRequest request, IServerStreamWriter<Tick> responseStream, ServerCallContext context)
    {
        LastHeaders = context.RequestHeaders;
        context.CancellationToken.Register(() => Canceled.TrySetResult());
        for (var i = 1; i <= request.To; i++)
        {
            if (i == request.FailAt)
            {
                throw new RpcException(new Status(StatusCode.NotFound, "No such number."));
            }

            if (i == request.WaitAt)
            {
                await Release.Task.WaitAsync(context.CancellationToken);
            }

            await responseStream.WriteAsync(
                new Tick { Number = i, EventId = $"e-{i}", Padding = new string('x', request.Padding) }, context.CancellationToken);
            Interlocked.Increment(ref _written);
        }
    }

    public override async Task<Total> Upload(IAsyncStreamReader<Chunk> requestStream, ServerCallContext context)
    {
        var total = new Total();
        await foreach (var chunk in requestStream.ReadAllAsync())
        {
            total.Chunks++;
            total.Text += $"{chunk.Name}:{chunk.Text};";
        }

        return total;
    }

    public override async Task Chat(
        IAsyncStreamReader<Chunk> requestStream, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        LastHeaders = context.RequestHeaders;
        context.CancellationToken.Register(() => Canceled.TrySetResult());
        await foreach (var chunk in requestStream.ReadAllAsync(context.CancellationToken))
        {
            if (chunk.Text == "fail")
            {
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "Told to."));
            }

            await responseStream.WriteAsync(new Chunk { Text = "echo " + chunk.Text }, context.CancellationToken);
        }
    }

    public override async Task Download(CountRequest request, IServerStreamWriter<HttpBody> responseStream, ServerCallContext context)
    {
        for (var i = 1; i <= request.To; i++)
        {
            await responseStream.WriteAsync(new HttpBody { ContentType = "text/csv", Data = ByteString.CopyFromUtf8($"line {i}\n") });
        }
    }

    public override Task<HttpBody> PutFile(PutFileRequest request, ServerCallContext context) => Task.FromResult(new HttpBody
    {
        ContentType = "x-was/" + request.Content.ContentType.Replace('/', '-'),
        Data = ByteString.CopyFrom([.. request.Content.Data.Reverse()]),
    });
}
