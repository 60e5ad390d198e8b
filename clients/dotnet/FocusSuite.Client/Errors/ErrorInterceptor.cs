using Grpc.Core;
using Grpc.Core.Interceptors;

namespace FocusSuite.Client.Errors;

/// <summary>Outermost: whatever a call ends with, its caller sees one kind of exception. The suite has unary methods and streams from the
/// server.</summary>
internal sealed class ErrorInterceptor : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var errors = new CallErrors(context.Method.FullName, ErrorMapping.CurrentTraceId(), context.Options.CancellationToken);
        var call = continuation(request, context);
        var response = errors.MapAsync(call.ResponseAsync);

        // Who looks at the headers alone never sees the response, whose exception nobody then has to have missed.
        _ = response.ContinueWith(
            static failed => failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return new AsyncUnaryCall<TResponse>(
            response,
            _ => errors.MapAsync(call.ResponseHeadersAsync),
            _ => call.GetStatus(),
            _ => call.GetTrailers(),
            _ => call.Dispose(),
            call);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var errors = new CallErrors(context.Method.FullName, ErrorMapping.CurrentTraceId(), context.Options.CancellationToken);
        try
        {
            return continuation(request, context);
        }
        catch (RpcException error)
        {
            throw errors.Of(error);
        }
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var errors = new CallErrors(context.Method.FullName, ErrorMapping.CurrentTraceId(), context.Options.CancellationToken);
        var call = continuation(request, context);
        return new AsyncServerStreamingCall<TResponse>(
            new MappedReader<TResponse>(call.ResponseStream, errors),
            _ => errors.MapAsync(call.ResponseHeadersAsync),
            _ => call.GetStatus(),
            _ => call.GetTrailers(),
            _ => call.Dispose(),
            call);
    }

    private sealed record CallErrors(string Method, string? TraceId, CancellationToken CancellationToken)
    {
        public Exception Of(RpcException error, CancellationToken step = default) =>
            ErrorMapping.Of(error, Method, TraceId, step.IsCancellationRequested ? step : CancellationToken);

        public async Task<T> MapAsync<T>(Task<T> task, CancellationToken step = default)
        {
            try
            {
                return await task.ConfigureAwait(false);
            }
            catch (RpcException error)
            {
                throw Of(error, step);
            }
        }
    }

    private sealed class MappedReader<T>(IAsyncStreamReader<T> stream, CallErrors errors) : IAsyncStreamReader<T>
    {
        public T Current => stream.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) =>
            errors.MapAsync(stream.MoveNext(cancellationToken), cancellationToken);
    }
}
