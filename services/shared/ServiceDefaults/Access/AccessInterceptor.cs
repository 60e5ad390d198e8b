using System.Security.Claims;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.ServiceDefaults.Revocation;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace FocusSuite.ServiceDefaults.Access;

/// <summary>
/// Checks every call by what its proto says. A method that no proto of the suite knows is refused, but for health and reflection,
/// which tell nothing about people.
/// </summary>
internal sealed class AccessInterceptor(
    ServiceTokens serviceTokens, IOptions<AuthOptions> options, IOptionsMonitor<JwtBearerOptions> bearer, IErasedUsers erased,
    TokenRevocations revocations)
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
        var person = await PersonAsync(context);
        var allowed = access switch
        {
            Protos.Options.V1.Access.Service => service is not null,
            Protos.Options.V1.Access.UserOrService => service is not null || person is not null,
            _ => person is not null,
        };
        if (!allowed)
        {
            throw new ApiException(
                access == Protos.Options.V1.Access.Service
                    && person is not null ? ErrorCodes.PermissionDenied : ErrorCodes.Unauthenticated);
        }

        var caller = Caller.From(person, options.Value.UserIdClaim, service);
        if (caller.UserId is { } userId && (erased.Contains(userId) || revocations.IsRevoked(userId, caller.TokenEpoch)))
        {
            // The token is good for the rest of its hour, but it was called back, or there is nobody any more whose it could be.
            throw new ApiException(ErrorCodes.Unauthenticated);
        }

        context.SetCaller(caller);
    }

    private async Task<string?> ServiceAsync(ServerCallContext context)
    {
        var token = context.RequestHeaders.GetValue(ServiceTokens.Header);
        return token is null ? null : await serviceTokens.ValidateAsync(token) ?? throw new ApiException(ErrorCodes.Unauthenticated);
    }

    private async Task<ClaimsPrincipal?> PersonAsync(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("authorization") is null)
        {
            return null;
        }

        // A token that is there but not valid is refused, also where none would be needed: it is a fault of the caller that must not pass
        // unseen.
        var result = await context.GetHttpContext().AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Succeeded)
        {
            return result.Principal;
        }

        await RequireKeysAsync(context.CancellationToken);
        throw new ApiException(ErrorCodes.Unauthenticated);
    }

    /// <summary>
    /// Where the provider's keys were never read, no token can be judged: that is no fault of the caller, whose good token must not look
    /// bad.
    /// </summary>
    private async Task RequireKeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            await bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            throw new ApiException(ErrorCodes.Unavailable) { RetryAfter = TimeSpan.FromSeconds(1) };
        }
    }
}
