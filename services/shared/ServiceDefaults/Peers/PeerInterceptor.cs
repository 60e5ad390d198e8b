using FocusSuite.ServiceDefaults.Access;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;

namespace FocusSuite.ServiceDefaults.Peers;

/// <summary>
/// What every call to a peer carries: this service's identity, the token of the person on whose behalf it is made (if it is made in a request),
/// and a deadline, at most the caller's own.
/// </summary>
internal sealed class PeerInterceptor(ServiceTokens serviceTokens, IHttpContextAccessor requests) : Interceptor
{
    // A peer that takes longer is as good as away: the caller's own deadline is usually 10 s.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
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
        return continuation(
            request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers).WithDeadline(deadline)));
    }
}
