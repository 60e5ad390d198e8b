using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http.Features;

namespace FocusSuite.Hosting.Telemetry;

/// <summary>
/// Outside of all other interceptors: gives the duration of a request, as ASP.NET measures it, the gRPC status as one more label. The HTTP
/// status, which it has, is 200 for every gRPC call, so that errors could not be told from successes.
/// </summary>
internal sealed class RpcStatusInterceptor : Interceptor
{
    /// <summary>The label, by OpenTelemetry's conventions: <c>OK</c>, <c>NOT_FOUND</c>, …</summary>
    public const string Label = "rpc.response.status_code";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        await WatchAsync(context, continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        WatchAsync(context, continuation(requestStream, context));

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        await WatchAsync(context, NothingAsync(continuation(request, responseStream, context)));

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        await WatchAsync(context, NothingAsync(continuation(requestStream, responseStream, context)));

    private static async Task<bool> NothingAsync(Task call)
    {
        await call;
        return true;
    }

    private static async Task<T> WatchAsync<T>(ServerCallContext context, Task<T> call)
    {
        // There is none while nobody collects metrics.
        var labels = context.GetHttpContext().Features.Get<IHttpMetricsTagsFeature>()?.Tags;
        try
        {
            var answer = await call;
            labels?.Add(new(Label, NameOf(context.Status.StatusCode)));
            return answer;
        }
        catch (Exception exception)
        {
            labels?.Add(new(Label, NameOf(exception is RpcException refusal ? refusal.StatusCode : StatusCode.Unknown)));
            throw;
        }
    }

    private static string NameOf(StatusCode code) => code switch
    {
        StatusCode.OK => "OK",
        StatusCode.Cancelled => "CANCELLED",
        StatusCode.InvalidArgument => "INVALID_ARGUMENT",
        StatusCode.DeadlineExceeded => "DEADLINE_EXCEEDED",
        StatusCode.NotFound => "NOT_FOUND",
        StatusCode.AlreadyExists => "ALREADY_EXISTS",
        StatusCode.PermissionDenied => "PERMISSION_DENIED",
        StatusCode.ResourceExhausted => "RESOURCE_EXHAUSTED",
        StatusCode.FailedPrecondition => "FAILED_PRECONDITION",
        StatusCode.Aborted => "ABORTED",
        StatusCode.OutOfRange => "OUT_OF_RANGE",
        StatusCode.Unimplemented => "UNIMPLEMENTED",
        StatusCode.Internal => "INTERNAL",
        StatusCode.Unavailable => "UNAVAILABLE",
        StatusCode.DataLoss => "DATA_LOSS",
        StatusCode.Unauthenticated => "UNAUTHENTICATED",
        _ => "UNKNOWN",
    };
}
