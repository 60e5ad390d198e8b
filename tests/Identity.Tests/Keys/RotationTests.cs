using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Keys;

public sealed class RotationTests
{
    /// <summary>
    /// From one key to the next: refresh tokens go on, and access tokens of both keys are believed by whoever read the keys in the day
    /// before.
    /// </summary>
    [Fact]
    public async Task Rotation_WhileSomebodyIsSignedIn_SignsNobodyOut()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var first = (await identity.SignupAsync()).Tokens;
        var current = first;
        for (var days = 0; days < 80; days += 10)
        {
            time.Advance(TimeSpan.FromDays(10));
            current = (await identity.RefreshAsync(current.Refresh)).Tokens;
        }

        // The next key is made now and signs in a day; until then the validators read both.
        time.Advance(TimeSpan.FromDays(9.5));
        var old = current = (await identity.RefreshAsync(current.Refresh)).Tokens;
        ReadKeysAnew(identity);
        await ReadAsync(identity, old);
        time.Advance(TimeSpan.FromHours(24.5));
        var next = (await identity.RefreshAsync(current.Refresh)).Tokens;

        new JsonWebToken(old.Access).Kid.ShouldBe(new JsonWebToken(first.Access).Kid);
        new JsonWebToken(next.Access).Kid.ShouldNotBe(new JsonWebToken(old.Access).Kid);
        await ReadAsync(identity, next);
        await ReadAsync(identity, old);
    }

    private static async Task ReadAsync(IdentityInstallation identity, TokenPair tokens) =>
        (await identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(tokens.Access))).Plan.ShouldBe(Plan.Free);

    /// <summary>
    /// Lets the validator read the keys at its next token, as it does every twelve hours of its own time. It has read them at its start,
    /// when there was no next key yet.
    /// </summary>
    private static void ReadKeysAnew(IdentityInstallation identity)
    {
        var bearer = identity.Host.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>()
            .Get(JwtBearerDefaults.AuthenticationScheme);
        bearer.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            bearer.MetadataAddress,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(bearer.Backchannel) { RequireHttps = false });
    }
}
