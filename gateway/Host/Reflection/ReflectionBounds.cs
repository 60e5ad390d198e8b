using FocusSuite.Domain;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace FocusSuite.Gateway.Reflection;

/// <summary>
/// What reflection takes at the most, of anybody: a few streams at once, each for a short time and a bounded number of questions. A tool
/// asks some dozens of
/// them within a second.
/// </summary>
internal sealed class ReflectionBounds([FromKeyedServices(Clocks.Real)] TimeProvider time) : Interceptor
{
    /// <summary>Streams at once.</summary>
    public const int MaxStreams = 16;

    /// <summary>Questions of one stream.</summary>
    public const int MaxQuestions = 500;

    /// <summary>How long one stream may be open, real time.</summary>
    public static readonly TimeSpan StreamTimeout = TimeSpan.FromSeconds(10);

    private int _streams;

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            Interlocked.Decrement(ref _streams);
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Too many ask at once. Please try again."));
        }

        try
        {
            // Whatever it waits for, the next question or a client that takes no answer: with the call's end that ends, too.
            await continuation(new Questions<TRequest>(requestStream), responseStream, context).WaitAsync(StreamTimeout, time);
        }
        catch (TimeoutException)
        {
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, "The stream was open for too long."));
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    /// <summary>A client's questions, as long as there are not too many of them.</summary>
    private sealed class Questions<T>(IAsyncStreamReader<T> reader) : IAsyncStreamReader<T>
    {
        private int _count;

        public T Current => reader.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) => _count++ < MaxQuestions
            ? reader.MoveNext(cancellationToken)
            : throw new RpcException(new Status(StatusCode.ResourceExhausted, "The stream has asked too much. Please open another one."));
    }
}
