using System.Collections.Frozen;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace FocusSuite.Protocol.Overload;

/// <summary>
/// Refuses calls that a service could answer only late. Streams are left alone: they are bounded a person, and their length says nothing.
/// </summary>
internal sealed class OverloadInterceptor(CallLimits limits) : Interceptor
{
    // gRPC clients that see it do not try again: three tries of what is refused would be three times the load (gRFC A6).
    private const string Pushback = "grpc-retry-pushback-ms";
    private const string Never = "-1";

    // Whoever watches a service must see it also when it is busy.
    private const string Health = "/grpc.health.v1.Health/";

    private const string Key = "focus-overload-place";

    private static readonly FrozenSet<string> Costly =
        MethodCatalog.All.Where(method => MethodCatalog.IsCostly(method.Value)).Select(method => method.Key)
            .ToFrozenSet(StringComparer.Ordinal);

    // What is costly by design has places of its own, or a flood of sign-ins would take everybody's.
    private readonly AdaptiveConcurrency _ordinary = limits.Of("ordinary");
    private readonly AdaptiveConcurrency _costly = limits.Of("costly");

    /// <summary>
    /// A call that only waits from now on gives its place to others: how long it waits for others says nothing of this service.
    /// </summary>
    public static void Leave(ServerCallContext context)
    {
        if (context.UserState.TryGetValue(Key, out var place))
        {
            ((Place)place).Dispose();
        }
    }

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (context.Method.StartsWith(Health, StringComparison.Ordinal))
        {
            return await continuation(request, context);
        }

        if (!(Costly.Contains(context.Method) ? _costly : _ordinary).TryEnter(out var call))
        {
            context.ResponseTrailers.Add(Pushback, Never);
            throw new ApiException(ErrorCodes.Unavailable) { RetryAfter = RetryAfter.Draw() };
        }

        using var place = new Place(call);
        context.UserState[Key] = place;
        return await continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(request, responseStream, context);

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(requestStream, context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(requestStream, responseStream, context);

    /// <summary>A call's place; given back once, at its end or when it begins to wait.</summary>
    private sealed class Place(AdaptiveConcurrency.Call call) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                call.Dispose();
            }
        }
    }
}
