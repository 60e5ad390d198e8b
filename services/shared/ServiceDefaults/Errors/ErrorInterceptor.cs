using FocusSuite.Messaging.Consuming;
using FocusSuite.Protocol.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Errors;

/// <summary>
/// Outermost of the interceptors: turns whatever a method throws into an error of the table. No exception text reaches a caller.
/// </summary>
internal sealed class ErrorInterceptor(ILogger<ErrorInterceptor> logger, IEnumerable<IErrorTranslator> translators) : Interceptor
{
    // The timer that ends a call may fire a little before the clock shows its deadline.
    private static readonly TimeSpan TimerBlur = TimeSpan.FromMilliseconds(50);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    private RpcException Translate(Exception exception, ServerCallContext context)
    {
        switch (exception)
        {
            case ApiException refusal:
                return refusal.ToRpcException();
            case ILostRace:
                return new ApiException(ErrorCodes.Conflict).ToRpcException();
            case RpcException { StatusCode: StatusCode.DeadlineExceeded }:
            case OperationCanceledException or RpcException
            {
                StatusCode: StatusCode.Cancelled,
            } when DateTime.UtcNow >= context.Deadline - TimerBlur:
                return new ApiException(ErrorCodes.DeadlineExceeded).ToRpcException();
            // Calls to peers end with the call that makes them, and say so in their own way.
            case OperationCanceledException or RpcException
            {
                StatusCode: StatusCode.Cancelled,
            } when context.CancellationToken.IsCancellationRequested:
                return new ApiException(ErrorCodes.Canceled).ToRpcException();
            case RpcException fromPeer when fromPeer.Reason() is not null
                && fromPeer.StatusCode is not (StatusCode.Internal or StatusCode.Unknown):
                // A peer's refusal is the answer: it speaks of the same caller.
                return new RpcException(fromPeer.Status, fromPeer.Trailers);
            default:
                break;
        }

        if (translators.Select(translator => translator.Translate(exception)).FirstOrDefault(code => code is not null) is { } known)
        {
            Log.RefusedByDatabase(logger, exception, context.Method);
            return new ApiException(known).ToRpcException();
        }

        if (TransientFaults.Is(exception))
        {
            Log.Unavailable(logger, exception, context.Method);
            return new ApiException(ErrorCodes.Unavailable) { RetryAfter = TimeSpan.FromSeconds(1) }.ToRpcException();
        }

        Log.Failed(logger, exception, context.Method);
        return new ApiException(ErrorCodes.Internal).ToRpcException();
    }
}
