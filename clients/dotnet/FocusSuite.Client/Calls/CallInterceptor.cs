using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Options;

namespace FocusSuite.Client.Calls;

/// <summary>Gives each call what it lacks: a deadline, a request key, the caller's identity as a service. The suite has unary methods and
/// streams from the server.</summary>
internal sealed class CallInterceptor(IOptions<FocusSuiteClientOptions> options, TimeProvider time) : Interceptor
{
    private readonly Lazy<ServiceIdentity?> _identity = new(() =>
        options.Value.ServiceKey is { Length: > 0 } key ? new ServiceIdentity(key, options.Value.Name, time) : null);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Bounded(Completed(request, context)));

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Bounded(Completed(request, context)));

    // How long a stream lasts is its caller's to say.
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Completed(request, context));

    private ClientInterceptorContext<TRequest, TResponse> Bounded<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class =>
        context.Options.Deadline is null
            ? With(context, context.Options.WithDeadline((time.GetUtcNow() + options.Value.Deadline).UtcDateTime)) : context;

    private ClientInterceptorContext<TRequest, TResponse> Completed<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var method = SuiteMethods.All[context.Method.FullName];
        var call = context.Options;
        if (method.TakesRequestKey && call.Headers?.GetValue(FocusCallOptionsExtensions.RequestKeyHeader) is null
            && !method.HasKey(request))
        {
            call = call.WithRequestKey(Guid.NewGuid().ToString("D"));
        }

        if (method.IsForServices && _identity.Value is { } identity)
        {
            call = call.With(ServiceIdentity.Header, identity.Token);
        }
        else if (method.Access == Protos.Options.V1.Access.Service)
        {
            throw new InvalidOperationException(
                $"{context.Method.FullName} is for services: set {FocusSuiteClientOptions.Section}:ServiceKey "
                + $"and {FocusSuiteClientOptions.Section}:Name.");
        }

        return With(context, call);
    }

    private static ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, CallOptions call)
        where TRequest : class
        where TResponse : class => new(context.Method, context.Host, call);
}
