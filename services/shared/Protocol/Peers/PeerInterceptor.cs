using System.Collections.Concurrent;
using FocusSuite.Domain;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Overload;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Protocol.Peers;

/// <summary>
/// What every call to a peer carries: this service's identity, the token of the person on whose behalf it is made (if it is made in a
/// request), and, but for streams, a deadline, at most the caller's own. So the factory's propagation of contexts is not used: it would do
/// the same by further objects around each call. A peer that takes calls and says nothing is not called for a while, so that whoever asks
/// does not wait in vain, and nobody's place is taken meanwhile.
/// </summary>
internal sealed class PeerInterceptor(
    ServiceTokens serviceTokens, IHttpContextAccessor requests, [FromKeyedServices(Clocks.Real)] TimeProvider time)
    : Interceptor
{
    // A peer that takes longer is as good as away: the caller's own deadline is usually 10 s.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    // By the services of peers, of which there are a few.
    private readonly ConcurrentDictionary<string, SilenceBreaker> _breakers = new(StringComparer.Ordinal);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var breaker = Admitting(context);
        var call = continuation(request, Bounded(context));
        _ = WatchAsync(call.ResponseAsync, breaker.Begin());
        return call;
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = Admitting(context).Begin();
        StatusCode? status = null;
        try
        {
            return continuation(request, Bounded(context));
        }
        catch (RpcException exception)
        {
            status = exception.StatusCode;
            throw;
        }
        finally
        {
            call.End(WasAnswered(status));
        }
    }

    // How long a stream lasts says nothing of the peer, and silence in it is none: its caller bounds it.
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        Admitting(context);
        return continuation(request, Identified(context));
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        Admitting(context);
        return continuation(Identified(context));
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        Admitting(context);
        return continuation(Identified(context));
    }

    private static async Task WatchAsync(Task response, SilenceBreaker.Call call)
    {
        await response.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        call.End(!response.IsCanceled && WasAnswered((response.Exception?.InnerException as RpcException)?.StatusCode));
    }

    private static bool WasAnswered(StatusCode? status) => status is not (StatusCode.DeadlineExceeded or StatusCode.Cancelled);

    private SilenceBreaker Admitting<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var breaker = _breakers.GetOrAdd(context.Method.ServiceName, static (_, time) => new SilenceBreaker(time), time);
        return breaker.Admits() ? breaker : throw new RpcException(new Status(StatusCode.Unavailable, "The peer does not answer."));
    }

    private ClientInterceptorContext<TRequest, TResponse> Bounded<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var identified = Identified(context);
        var latest = DateTime.UtcNow + CallTimeout;
        var deadline = identified.Options.Deadline is { } given && given < latest ? given : latest;
        return new ClientInterceptorContext<TRequest, TResponse>(
            identified.Method, identified.Host, identified.Options.WithDeadline(deadline));
    }

    /// <summary>
    /// The identities of service and user, and the bounds of the call that this one is made for: no later than its deadline, and no longer
    /// than somebody waits for it.
    /// </summary>
    private ClientInterceptorContext<TRequest, TResponse> Identified<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var headers = new Metadata { { ServiceTokens.Header, serviceTokens.Current } };
        var options = context.Options;
        if (requests.HttpContext is { } request)
        {
            if (request.Request.Headers.Authorization.ToString() is { Length: > 0 } bearer)
            {
                headers.Add("authorization", bearer);
            }

            options = Within(request.Features.Get<IServerCallContextFeature>()?.ServerCallContext, options);
        }

        foreach (var header in options.Headers ?? [])
        {
            headers.Add(header);
        }

        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options.WithHeaders(headers));
    }

    private static CallOptions Within(ServerCallContext? call, CallOptions options)
    {
        if (call is null)
        {
            return options;
        }

        if (call.Deadline < (options.Deadline ?? DateTime.MaxValue))
        {
            options = options.WithDeadline(call.Deadline);
        }

        return options.CancellationToken.CanBeCanceled ? options : options.WithCancellationToken(call.CancellationToken);
    }
}
