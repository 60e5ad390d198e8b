using FocusSuite.Protocol.Access;
using Grpc.Core;

namespace FocusSuite.TestSupport.Tokens;

/// <summary>A service key for tests, and what a peer that holds it may send.</summary>
public static class TestServiceKey
{
    /// <summary>The value for <c>Focus:Auth:ServiceKey</c>.</summary>
    public static readonly string Value = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(number => (byte)number)]);

    /// <summary>A token by which a service of that name calls its peers.</summary>
    public static string Token(string service = "tests") => new ServiceTokens(Value, service).Current;

    /// <summary>The metadata of a call by a service, on behalf of a user when there is an access token.</summary>
    public static Metadata Headers(string service = "tests", string? accessToken = null)
    {
        var headers = new Metadata { { ServiceTokens.Header, Token(service) } };
        if (accessToken is not null)
        {
            headers.Add("authorization", $"Bearer {accessToken}");
        }

        return headers;
    }
}
