using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace FocusSuite.ServiceDefaults.Overload;

/// <summary>Refuses calls that a service could answer only late. Streams are left alone: they are bounded a person, and their length says nothing.</summary>
internal sealed class OverloadInterceptor(AdaptiveConcurrency concurrency) : Interceptor
{
    // gRPC clients that see it do not try again: three tries of what is refused would be three times the load (gRFC A6).
    private const string Pushback = "grpc-retry-pushback-ms";
    private const string Never = "-1";

    // Whoever watches a service must see it also when it is busy.
    private const string Health = "/grpc.health.v1.Health/";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (context.Method.StartsWith(Health, StringComparison.Ordinal))
        {
            return await continuation(request, context);
        }

        if (!concurrency.TryEnter(out var call))
        {
            context.ResponseTrailers.Add(Pushback, Never);
            throw new FocusException(ErrorCodes.Unavailable) { RetryAfter = RetryAfter.Draw() };
        }

        using (call)
        {
            return await continuation(request, context);
        }
    }
}
