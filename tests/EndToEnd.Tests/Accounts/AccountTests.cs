using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Accounts;

public sealed class AccountTests(Suite suite)
{
    private const string Authentication = "/api/v1/authentication/";
    private readonly string _address = NewAddress();

    [Fact]
    public async Task Signup_NewEmail_IsSignedInAndOnTheFreePlan()
    {
        var email = Suite.NewEmail();
        var signedUp = (
            await PostAsync(
                "signup/",
                new { email, password = Suite.Password, first_name = "Ada", last_name = "L", time_zone = "Europe/Berlin" })).Created()
                    .HasShape(Documented.SignedIn);

        ((bool)signedUp["status"]).ShouldBeTrue();
        var user = signedUp["results"]["data"]!["user"]!;
        ((string)user["email"]!, (string)user["first_name"]!, (string)user["time_zone"]!, (bool)user["is_pro"]!)
            .ShouldBe((email, "Ada", "Europe/Berlin", false));
        var testUser = new Api(suite.System.CreateClient((string)signedUp["results"]["data"]!["tokens"]!["access"]!));
        (await testUser.GetAsync("programs/")).Ok();
        (await testUser.SendAsync(HttpMethod.Get, "/api/v1/subscriptions/me/")).Ok().HasShape(Documented.Subscription).Word("plan")
            .ShouldBe("free");
    }

    [Fact]
    public async Task Signup_EmailTakenInOtherCase_NamesTheField()
    {
        var email = Suite.NewEmail();
        (await PostAsync("signup/", new { email, password = Suite.Password })).Created();

        Envelope(
            (await PostAsync("signup/", new { email = email.ToUpperInvariant(), password = Suite.Password }))
                .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "email"));
    }

    [Fact]
    public async Task Signup_InvalidFields_AreAllNamed() =>
        Envelope((await PostAsync("signup/", new { email = "nonsense", password = "short", time_zone = "Mars/Olympus" }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "email", "password", "time_zone"));

    [Fact]
    public async Task Login_RightPassword_WhateverTheCaseOfTheEmail_AnswersTheEnvelope()
    {
        var email = Suite.NewEmail();
        (await PostAsync("signup/", new { email, password = Suite.Password })).Created();

        (await PostAsync("login/", new { email = email.ToUpperInvariant(), password = Suite.Password })).Ok().HasShape(Documented.SignedIn);
    }

    [Fact]
    public async Task Login_WrongPasswordOrUnknownAccount_AreTheSame()
    {
        var email = Suite.NewEmail();
        (await PostAsync("signup/", new { email, password = Suite.Password })).Created();

        var wrong = (await PostAsync("login/", new { email, password = "another-password-1" }))
            .Problem(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
        var unknown = (await PostAsync("login/", new { email = Suite.NewEmail(), password = "another-password-1" }))
            .Problem(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");

        WithoutTrace(unknown).ShouldBe(WithoutTrace(wrong));
        Envelope(wrong);
    }

    [Fact]
    public async Task Login_BadTokenInTheHeader_IsIgnored()
    {
        var email = Suite.NewEmail();
        var api = new Api(suite.System.CreateClient("not.a.token"));

        (await api.SendAsync(HttpMethod.Post, Authentication + "signup/", new { email, password = Suite.Password })).Created();
        var login = (await api.SendAsync(HttpMethod.Post, Authentication + "login/", new { email, password = Suite.Password })).Ok();
        (await api.SendAsync(HttpMethod.Post, Authentication + "refresh/", new { refresh = (string)login["results"]["data"]!["tokens"]!["refresh"]! })).Ok();
    }

    [Fact]
    public async Task Login_TenFailuresForAnAccount_AreEnough()
    {
        var email = Suite.NewEmail();
        (await PostAsync("signup/", new { email, password = Suite.Password })).Created();
        for (var i = 0; i < 10; i++)
        {
            (await PostAsync("login/", new { email, password = "wrong-password-1" }, NewAddress()))
                .Problem(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
        }

        var refused = (await PostAsync("login/", new { email, password = Suite.Password }, NewAddress()))
            .Problem(HttpStatusCode.TooManyRequests, "TOO_MANY_ATTEMPTS");

        int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 900);
        Envelope(refused);
    }

    [Fact]
    public async Task Login_TenFailuresFromAnAddress_AreEnoughForThatAddressOnly()
    {
        var email = Suite.NewEmail();
        (await PostAsync("signup/", new { email, password = Suite.Password })).Created();
        for (var i = 0; i < 10; i++)
        {
            (await PostAsync("login/", new { email = Suite.NewEmail(), password = "wrong-password-1" }))
                .Problem(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
        }

        (await PostAsync("login/", new { email, password = Suite.Password })).Problem(HttpStatusCode.TooManyRequests, "TOO_MANY_ATTEMPTS");
        (await PostAsync("login/", new { email, password = Suite.Password }, NewAddress())).Ok();
    }

    [Fact]
    public async Task Refresh_UsedTwice_EndsTheWholeFamily()
    {
        var login = (await PostAsync("signup/", new { email = Suite.NewEmail(), password = Suite.Password })).Created();
        var first = Refresh(login);

        var second = Refresh((await PostAsync("refresh/", new { refresh = first })).Ok().HasShape(Documented.SignedIn));

        // S10: another tab that was a moment later.
        Refresh((await PostAsync("refresh/", new { refresh = first })).Ok().HasShape(Documented.SignedIn)).ShouldBe(second);
        var third = Refresh((await PostAsync("refresh/", new { refresh = second })).Ok());

        Envelope((await PostAsync("refresh/", new { refresh = first })).Problem(HttpStatusCode.Unauthorized, "INVALID_REFRESH_TOKEN"));
        (await PostAsync("refresh/", new { refresh = third })).Problem(HttpStatusCode.Unauthorized, "INVALID_REFRESH_TOKEN");
        (await PostAsync("refresh/", new { refresh = "nonsense" })).Problem(HttpStatusCode.Unauthorized, "INVALID_REFRESH_TOKEN");
        (await PostAsync("refresh/", new { })).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "refresh");
    }

    /// <summary>S10: an access token that has expired, or none, is no hindrance.</summary>
    [Fact]
    public async Task Logout_ByTheRefreshTokenAlone_EndsIt()
    {
        var login = (await PostAsync("signup/", new { email = Suite.NewEmail(), password = Suite.Password })).Created();

        (await PostAsync("logout/", new { refresh = Refresh(login) })).Ok().HasShape(Documented.SignedOut);

        (await PostAsync("refresh/", new { refresh = Refresh(login) })).Problem(HttpStatusCode.Unauthorized, "INVALID_REFRESH_TOKEN");
        (await PostAsync("logout/", new { refresh = Refresh(login) })).Ok().HasShape(Documented.SignedOut);
        Envelope((await PostAsync("logout/", new { })).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "refresh"));
    }

    /// <summary>S11: the passwords that guessers try first.</summary>
    [Fact]
    public async Task Signup_VeryCommonPassword_IsAnInvalidField() =>
        Envelope(
            (await PostAsync("signup/", new { email = Suite.NewEmail(), password = "Password1" }))
                .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "password"));

    [Fact]
    public async Task RefreshToken_AsAccessToken_IsUnauthorized()
    {
        var login = (await PostAsync("signup/", new { email = Suite.NewEmail(), password = Suite.Password })).Created();

        (await new Api(suite.System.CreateClient(Refresh(login))).GetAsync("programs/"))
            .Problem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
    }

    [Theory]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task Discovery_Document_IsPublic(string path)
    {
        var document = (await suite.Anonymous().SendAsync(HttpMethod.Get, path)).Ok();

        if (path.EndsWith("jwks.json", StringComparison.Ordinal))
        {
            var key = document["keys"].AsArray()[0]!;
            ((string)key["kty"]!, (string)key["crv"]!, (string)key["alg"]!).ShouldBe(("EC", "P-256", "ES256"));
            key["d"].ShouldBeNull("the private part never leaves identity");
        }
        else
        {
            document.Word("jwks_uri").ShouldEndWith("/.well-known/jwks.json");
        }
    }

    /// <summary>Authentication errors carry what the first mobile clients show, beside the fields of the problem.</summary>
    private static void Envelope(Reply reply)
    {
        reply.Word("message").ShouldBe(reply.Word("detail"));
        reply["errors"].ShouldBeOfType<JsonObject>();
    }

    private static string Refresh(Reply signedIn) => (string)signedIn["results"]["data"]!["tokens"]!["refresh"]!;

    private static string WithoutTrace(Reply reply)
    {
        var problem = reply.Json!.AsObject();
        problem.Remove("trace_id");
        return problem.ToJsonString();
    }

    /// <summary>Each call may come from an address of its own, since failures are counted by address too.</summary>
    private async Task<Reply> PostAsync(string path, object body, string? from = null)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellationToken) => ConnectAsync(from ?? _address, context, cancellationToken),
        };
        using var http = new HttpClient(handler) { BaseAddress = suite.System.GatewayUrl };
        return await new Api(http).SendAsync(HttpMethod.Post, Authentication + path, body);
    }

    private static async ValueTask<Stream> ConnectAsync(
        string from, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static string NewAddress() => $"127.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(1, 255)}";
}
