using System.Collections.Concurrent;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Overload;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;

namespace FocusSuite.ServiceDefaults.Peers;

/// <summary>
/// What every call to a peer carries: this service's identity, the token of the person on whose behalf it is made (if it is made in a request),
/// and a deadline, at most the caller's own. A peer that takes calls and says nothing is not called for a while, so that whoever asks does not wait in vain, and
/// nobody's place is taken meanwhile.
/// </summary>
internal sealed class PeerInterceptor(ServiceTokens serviceTokens, IHttpContextAccessor requests) : Interceptor
{
    // A peer that takes longer is as good as away: the caller's own deadline is usually 10 s.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    // By the services of peers, of which there are a few.
    private readonly ConcurrentDictionary<string, SilenceBreaker> _breakers = new(StringComparer.Ordinal);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var breaker = _breakers.GetOrAdd(context.Method.ServiceName, static _ => new SilenceBreaker(TimeProvider.System));
        if (!breaker.Admits())
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The peer does not answer."));
        }

        var headers = new Metadata { { ServiceTokens.Header, serviceTokens.Current } };
        if (requests.HttpContext?.Request.Headers.Authorization.ToString() is { Length: > 0 } bearer)
        {
            headers.Add("authorization", bearer);
        }

        foreach (var header in context.Options.Headers ?? [])
        {
            headers.Add(header);
        }

        var latest = DateTime.UtcNow + LongestCall;
        var deadline = context.Options.Deadline is { } given && given < latest ? given : latest;
        var call = continuation(
            request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers).WithDeadline(deadline)));
        _ = WatchAsync(call.ResponseAsync, breaker.Begin());
        return call;
    }

    private static async Task WatchAsync(Task response, SilenceBreaker.Call call)
    {
        await response.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var status = (response.Exception?.InnerException as RpcException)?.StatusCode;
        call.End(wasAnswered: !response.IsCanceled && status is not (StatusCode.DeadlineExceeded or StatusCode.Cancelled));
    }
}
