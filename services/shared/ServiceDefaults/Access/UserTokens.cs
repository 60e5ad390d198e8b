using FocusSuite.Domain;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FocusSuite.ServiceDefaults.Access;

/// <summary>
/// Checks the tokens of users, each once while it and the provider's keys stay as they are. Whether a token was called back is no matter of
/// its signature, and is asked at each call.
/// </summary>
internal sealed class UserTokens(
    IOptions<AuthOptions> options, IOptionsMonitor<JwtBearerOptions> bearer, [FromKeyedServices(Clocks.Real)] TimeProvider time)
    : IDisposable
{
    // About 400 bytes each.
    private const int MaxTokens = 20_000;

    private readonly CheckedTokens<Checked> _checked = new(MaxTokens);

    /// <summary>Who calls.</summary>
    /// <param name="context">The call.</param>
    /// <returns>Null where the call carries no token.</returns>
    /// <exception cref="ApiException">The token is not valid, also where none would be needed: it is a fault of the caller that must not
    /// pass unseen. Or the provider's keys were never read.</exception>
    public async ValueTask<Caller?> CheckAsync(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("authorization") is null)
        {
            return null;
        }

        var keys = await KeysAsync(context.CancellationToken);
        if (_checked.Find(TokenOf(context), time.GetUtcNow()) is { } known && known.Keys == keys)
        {
            return known.Caller;
        }

        var result = await context.GetHttpContext().AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!result.Succeeded)
        {
            throw new ApiException(ErrorCodes.Unauthenticated);
        }

        var caller = Caller.From(result.Principal, options.Value.UserIdClaim);
        if (result.Properties?.ExpiresUtc is { } until)
        {
            _checked.Keep(TokenOf(context), new Checked(caller, keys), until);
        }

        return caller;
    }

    /// <summary>Forgets a token that was called back, and whose it was.</summary>
    /// <param name="context">The call that carries it.</param>
    public void Forget(ServerCallContext context) => _checked.Forget(TokenOf(context));

    /// <inheritdoc />
    public void Dispose() => _checked.Dispose();

    // As the handler reads it.
    private static string TokenOf(ServerCallContext context) => context.GetHttpContext().Request.Headers.Authorization.ToString();

    // The manager gives the same object until it has read them again. Where they were never read, no token can be judged: that is no fault
    // of the caller, whose good token must not look bad.
    private async ValueTask<OpenIdConnectConfiguration> KeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            throw new ApiException(ErrorCodes.Unavailable) { RetryAfter = TimeSpan.FromSeconds(1) };
        }
    }

    private sealed record Checked(Caller Caller, OpenIdConnectConfiguration Keys);
}
