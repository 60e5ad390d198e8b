using Microsoft.Extensions.Options;

namespace FocusSuite.Protocol.Access;

/// <summary>Whose tokens are believed; section <c>Focus:Auth</c>. Any OpenID Connect provider will do.</summary>
public sealed class AuthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Focus:Auth";

    /// <summary>
    /// The address of the OpenID Connect provider, without <c>/.well-known/openid-configuration</c>; http only on a loopback or private
    /// address.
    /// </summary>
    public string Authority { get; set; } = string.Empty;

    /// <summary>The expected issuer. When it is not set, the issuer in the provider's configuration document.</summary>
    public string? Issuer { get; set; }

    /// <summary>The audience that an access token must name; default <c>focus-suite</c>.</summary>
    public string Audience { get; set; } = "focus-suite";

    /// <summary>Accepted signature algorithms; <c>ES256</c> when none is named.</summary>
    public IList<string> Algorithms { get; } = [];

    /// <summary>
    /// Accepted token types (<c>typ</c>); <c>at+jwt</c> when none is named (RFC 9068), so that no other kind of token is taken for an
    /// access token.
    /// </summary>
    public IList<string> TokenTypes { get; } = [];

    /// <summary>The claim that holds the numeric user id; default <c>user_id</c>.</summary>
    public string UserIdClaim { get; set; } = "user_id";

    /// <summary>The key that the services of one installation share to identify each other: base64, at least 32 bytes.</summary>
    public string ServiceKey { get; set; } = string.Empty;
}

/// <summary>Tells all that is missing at once.</summary>
internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var faults = new List<string>();
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out _))
        {
            faults.Add(
                $"{AuthOptions.Section}:Authority is '{options.Authority}': set it to the address of the OpenID Connect provider, e.g. "
                + $"http://127.0.0.1:5101.");
        }

        if (string.IsNullOrWhiteSpace(options.Audience))
        {
            faults.Add($"{AuthOptions.Section}:Audience is empty: set it to the audience of the access tokens.");
        }

        var key = new byte[options.ServiceKey.Length];
        if (!Convert.TryFromBase64String(options.ServiceKey, key, out var length) || length < 32)
        {
            faults.Add(
                $"{AuthOptions.Section}:ServiceKey is not a base64 key of at least 32 bytes: make one with `openssl rand -base64 32` and "
                + $"give it to every service.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
