using FocusSuite.Messaging.Consuming;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.ServiceDefaults.Revocation;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace FocusSuite.ServiceDefaults.Access;

/// <summary>
/// Checks every call by what its proto says. A method that no proto of the suite knows is refused, but for health and reflection,
/// which tell nothing about people.
/// </summary>
internal sealed class AccessInterceptor(
    ServiceTokens serviceTokens, UserTokens userTokens, IErasedUsers erased, TokenRevocations revocations)
    : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await CheckAsync(context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await CheckAsync(context);
        await continuation(request, responseStream, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await CheckAsync(context);
        return await continuation(requestStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await CheckAsync(context);
        await continuation(requestStream, responseStream, context);
    }

    private async Task CheckAsync(ServerCallContext context)
    {
        if (!MethodCatalog.All.TryGetValue(context.Method, out var method))
        {
            if (context.Method.StartsWith("/grpc.health.", StringComparison.Ordinal)
                || context.Method.StartsWith("/grpc.reflection.", StringComparison.Ordinal))
            {
                return;
            }

            throw new ApiException(ErrorCodes.PermissionDenied);
        }

        var access = MethodCatalog.AccessOf(method);
        if (access == Protos.Options.V1.Access.Anonymous)
        {
            return;
        }

        var service = await ServiceAsync(context);
        var user = await userTokens.CheckAsync(context);
        var allowed = access switch
        {
            Protos.Options.V1.Access.Service => service is not null,
            Protos.Options.V1.Access.UserOrService => service is not null || user is not null,
            _ => user is not null,
        };
        if (!allowed)
        {
            throw new ApiException(
                access == Protos.Options.V1.Access.Service
                    && user is not null ? ErrorCodes.PermissionDenied : ErrorCodes.Unauthenticated);
        }

        var caller = service is null ? user! : (user ?? Caller.Anonymous) with { Service = service };
        if (caller.UserId is { } userId && (erased.Contains(userId) || revocations.IsRevoked(userId, caller.TokenEpoch)))
        {
            // The token is good for the rest of its hour, but it was called back, or there is nobody any more whose it could be.
            userTokens.Forget(context);
            throw new ApiException(ErrorCodes.Unauthenticated);
        }

        context.SetCaller(caller);
    }

    private async Task<string?> ServiceAsync(ServerCallContext context)
    {
        var token = context.RequestHeaders.GetValue(ServiceTokens.Header);
        return token is null ? null : await serviceTokens.ValidateAsync(token) ?? throw new ApiException(ErrorCodes.Unauthenticated);
    }
}
