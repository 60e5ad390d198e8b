using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Gateway.Tests.Web;

/// <summary>A browser's session: the documented routes, with the refresh token in a cookie that no script can read.</summary>
public sealed class BrowserSessionTests(GatewayFixture fixture)
{
    private const string Given = "family-1.given";
    private const string Next = "family-1.next";
    private const string Access = "access.of.user";
    private const string SetCookie = $"focus_refresh={Next}; max-age=1296000; path=/app/session; samesite=strict; httponly";
    private const string DeletedCookie = "focus_refresh=; max-age=0; path=/app/session; samesite=strict; httponly";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly GatewayUnderTest _gateway = fixture.Gateway;
    private int _calls;

    [Theory]
    [InlineData("login", 200)]
    [InlineData("login/", 200)]
    [InlineData("signup", 201)]
    [InlineData("refresh", 200)]
    [InlineData("refresh/", 200)]
    public async Task Answer_WithTokens_IsTheDocumentedOneWithTheRefreshTokenInACookie(string route, int status)
    {
        Identity();

        var answer = await PostAsync(route, "{}", Cookie(Given));

        ((int)answer.Status).ShouldBe(status, answer.Body);
        answer.Body.ShouldNotContain(Next);
        answer.Header("Set-Cookie").ShouldBe(SetCookie);
        answer.Header("Cache-Control").ShouldBe("no-store");
        answer.Header("Content-Type").ShouldBe("application/json; charset=utf-8");
        var documented = JsonNode.Parse((await _gateway.PostAsync("/api/v1/authentication/" + route, "{}")).Body)!;
        var tokens = documented["results"]!["data"]!["tokens"]!.AsObject();
        ((string?)tokens["access"]).ShouldBe(Access);
        tokens.Remove("refresh").ShouldBeTrue();
        answer.Body.ShouldBe(documented.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Cookie_BehindATrustedProxy_IsSecureWhereTheBrowserCameByHttps(string scheme, bool isSecure)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:TrustedProxies:0", "127.0.0.1"));
        Identity(gateway);
        Identity();

        var answer = await gateway.PostAsync(
            "/app/session/login", "{}", Client, ("X-Forwarded-Proto", scheme),
            ("Origin", $"{scheme}://{gateway.Json.BaseAddress!.Authority}"));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Header("Set-Cookie").ShouldNotBeNull().Split("; ").Contains("secure").ShouldBe(isSecure);
        (await _gateway.PostAsync("/app/session/login", "{}", Client, ("X-Forwarded-Proto", "https"))).Header("Set-Cookie")
            .ShouldBe(SetCookie, "whoever is not trusted says nothing");
    }

    [Fact]
    public async Task Answer_ThatIsLarge_IsCompressedWithoutTheToken()
    {
        Identity(name: new string('n', 4000));
        using var request = RequestOf("login", "{}", Client, ("Accept-Encoding", "br"));

        using var response = await _gateway.Json.SendAsync(request, TestContext.Current.CancellationToken);

        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(new BrotliStream(body, CompressionMode.Decompress));
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        text.ShouldContain(Access);
        text.ShouldNotContain(Next);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("")]
    [InlineData(" {\n } \n")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"unknown":{"a":[{}]}}""")]
    public async Task Refresh_WithTheCookie_SendsItsTokenToIdentity(string body)
    {
        var seen = Identity();

        (await PostAsync("refresh", body, Cookie(Given))).Status.ShouldBe(HttpStatusCode.OK);

        seen.ShouldBe([new RefreshRequest { Refresh = Given }]);
    }

    [Fact]
    public async Task Refresh_WithMembersOfItsOwn_KeepsThem()
    {
        var seen = Identity();
        var id = Guid.NewGuid().ToString();

        await PostAsync("refresh?refresh=of-the-query", $$"""{"request_id":"{{id}}"}""", Cookie(Given));

        seen.ShouldBe([new RefreshRequest { Refresh = Given, RequestId = id }]);
    }

    [Fact]
    public async Task Refresh_WithATokenOfScript_IsRefused()
    {
        Identity();

        var answer = await PostAsync("refresh", """{"refresh":"of-script"}""", Cookie(Given));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldNotContain(Given);
        _calls.ShouldBe(0);
    }

    [Fact]
    public async Task Refresh_WithACookieThatWouldEndItsText_StaysOneText()
    {
        const string Odd = "a\",\"all\":true,\"request_id\":\"é\\";
        var seen = Identity();

        await PostAsync("logout", "{}", Cookie(Uri.EscapeDataString(Odd)));

        seen.ShouldBe([new LogoutRequest { Refresh = Odd }]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{}}")]
    [InlineData("{\"request_id\":\"}")]
    [InlineData("{\"request_id\":{}")]
    [InlineData("{\"all\":true,}")]
    [InlineData("{\"all\":true} {}")]
    [InlineData("x")]
    public async Task Body_ThatIsNoObject_IsRefusedAsOnTheDocumentedRoute(string body)
    {
        Identity();

        var answer = await PostAsync("logout", body, Cookie(Given));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("code").GetString().ShouldBe("INVALID_JSON");
        answer.Json.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        _calls.ShouldBe(0);
    }

    [Fact]
    public async Task Refresh_WithoutACookie_IsRefusedAsIdentityRefusesATokenWithoutACall()
    {
        Refuse(StatusCode.Unauthenticated);
        var refused = await _gateway.PostAsync("/api/v1/authentication/refresh", """{"refresh":"x"}""");
        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        _calls.ShouldBe(1);

        foreach (var answer in new[] { await PostAsync("refresh", "{}"), await PostAsync("refresh", "{}", Cookie("")) })
        {
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Header("WWW-Authenticate").ShouldBe(refused.Header("WWW-Authenticate"));
            answer.Header("Content-Type").ShouldBe("application/problem+json");
            WithoutTrace(answer).ShouldBe(WithoutTrace(refused));
        }

        _calls.ShouldBe(1);
    }

    [Theory]
    [InlineData(StatusCode.Unauthenticated, 401, DeletedCookie)]
    [InlineData(StatusCode.Unavailable, 503, null)]
    [InlineData(StatusCode.ResourceExhausted, 429, null)]
    public async Task Refresh_ThatIsRefused_DeletesTheCookieOnlyWhereTheTokenIsNoGood(StatusCode code, int status, string? cookie)
    {
        Refuse(code);

        var answer = await PostAsync("refresh", "{}", Cookie(Given));

        ((int)answer.Status).ShouldBe(status);
        answer.Header("Set-Cookie").ShouldBe(cookie);
        answer.Header("Content-Type").ShouldBe("application/problem+json");
        answer.Json.GetProperty("status").GetInt32().ShouldBe(status);
    }

    [Fact]
    public async Task Login_ThatIsRefused_IsToldAsOnTheDocumentedRouteAndLeavesTheCookie()
    {
        Refuse(StatusCode.Unauthenticated);

        var answer = await PostAsync("login", "{}", Cookie(Given));

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Header("Set-Cookie").ShouldBeNull();
        WithoutTrace(answer).ShouldBe(WithoutTrace(await _gateway.PostAsync("/api/v1/authentication/login", "{}")));
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"all":true}""", true)]
    public async Task Logout_WithTheCookie_EndsItsTokenAndDeletesIt(string body, bool all)
    {
        var seen = Identity();

        var answer = await PostAsync("logout", body, Cookie(Given));

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Header("Set-Cookie").ShouldBe(DeletedCookie);
        seen.ShouldBe([new LogoutRequest { Refresh = Given, All = all }]);
    }

    [Fact]
    public async Task Logout_WhileIdentityIsAway_LeavesNoTokenOnTheDevice()
    {
        Refuse(StatusCode.Unavailable);

        var answer = await PostAsync("logout", "{}", Cookie(Given));

        answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Header("Set-Cookie").ShouldBe(DeletedCookie);
    }

    [Fact]
    public async Task Logout_WithoutACookie_IsAnsweredAsEveryLogout()
    {
        var seen = Identity();

        (await PostAsync("logout", "{}")).Status.ShouldBe(HttpStatusCode.OK);

        seen.ShouldBe([new LogoutRequest { Refresh = "none" }], "no token of identity's has this form, and it asks for some text");
    }

    [Theory]
    [InlineData("login")]
    [InlineData("signup")]
    [InlineData("refresh")]
    [InlineData("logout")]
    public async Task Request_ThatAnotherSiteMayHaveCaused_IsRefusedWithoutACall(string route)
    {
        Identity();
        (string, string)[][] foreign =
        [
            [],
            [("Sec-Fetch-Site", "same-origin")],
            [("Origin", Origin)],
            [("Focus-Client", "mobile")],
            [("Focus-Client", "WEB")],
            [Client, Client],
            [Client, ("Sec-Fetch-Site", "cross-site")],
            [Client, ("Sec-Fetch-Site", "same-site")],
            [Client, ("Sec-Fetch-Site", "none")],
            [Client, ("Sec-Fetch-Site", "")],
            [Client, ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
            [Client, ("Sec-Fetch-Site", "cross-site"), ("Origin", Origin)],
            [Client, ("Origin", "https://evil.example.org")],
            [Client, ("Origin", "null")],
            [Client, ("Origin", Origin.Replace("http:", "https:", StringComparison.Ordinal))],
            [Client, ("Origin", Origin + "0")],
            [Client, ("Origin", Origin + ".evil.example.org")],
        ];

        foreach (var headers in foreign)
        {
            var answer = await _gateway.PostAsync("/app/session/" + route, "{}", [Cookie(Given), .. headers]);

            answer.Status.ShouldBe(HttpStatusCode.Forbidden, string.Join("; ", headers));
            answer.Header("Content-Type").ShouldBe("application/problem+json");
            answer.Json.GetProperty("code").GetString().ShouldBe("PERMISSION_DENIED");
            answer.Json.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
            answer.Header("Set-Cookie").ShouldBeNull("a foreign site may not even sign somebody out");
        }

        _calls.ShouldBe(0);
    }

    [Fact]
    public async Task Request_OfTheClientsOwnPage_IsTaken()
    {
        Identity();
        (string, string)[][] own =
        [
            [],
            [("Sec-Fetch-Site", "same-origin")],
            [("Sec-Fetch-Site", "same-origin"), ("Origin", "null")],
            [("Origin", Origin)],
            [("Origin", Origin.ToUpperInvariant())],
        ];

        foreach (var headers in own)
        {
            (await PostAsync("refresh", "{}", [Cookie(Given), .. headers])).Status
                .ShouldBe(HttpStatusCode.OK, string.Join("; ", headers));
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/problem+json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Body_OfAnotherType_Is415(string? type)
    {
        Identity();
        using var request = RequestOf("refresh", "{}", Client, Cookie(Given));
        request.Content!.Headers.ContentType = null;
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type is null ? [] : [type]);

        var answer = await _gateway.SendAsync(request);

        answer.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.Json.GetProperty("code").GetString().ShouldBe("UNSUPPORTED_MEDIA_TYPE");
        _calls.ShouldBe(0);
    }

    [Fact]
    public async Task Body_ThatIsPacked_Is415WhereATokenGoesIntoIt()
    {
        Identity();
        using var request = RequestOf("refresh", "{}", Client, Cookie(Given));
        request.Content!.Headers.ContentEncoding.Add("gzip");

        var answer = await _gateway.SendAsync(request);

        answer.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.Header("Accept-Encoding").ShouldBe("identity");
        _calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("login", false)]
    [InlineData("refresh", false)]
    [InlineData("refresh", true)]
    [InlineData("logout", true)]
    public async Task Body_OverItsLimit_Is413(string route, bool isChunked)
    {
        Identity();
        using var request = RequestOf(route, $$"""{"request_id":"{{new string('a', 70_000)}}"}""", Client, Cookie(Given));
        request.Headers.TransferEncodingChunked = isChunked;

        var answer = await _gateway.SendAsync(request);

        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Json.GetProperty("code").GetString().ShouldBe("PAYLOAD_TOO_LARGE");
        _calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("refresh")]
    public async Task Body_ThatDoesNotArrive_Is408(string route)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:RequestSeconds", "0.2"));
        using var bound = new CancellationTokenSource(Bound);
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Json.BaseAddress!.Host, gateway.Json.BaseAddress.Port, bound.Token);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /app/session/{route} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + $"Focus-Client: web\r\nCookie: focus_refresh={Given}\r\nContent-Length: 20\r\n\r\n{{"),
            bound.Token);

        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadLineAsync(bound.Token);

        answer.ShouldBe("HTTP/1.1 408 Request Timeout");
    }

    [Fact]
    public async Task Refreshes_OfTwoTabsAtOnce_BothGetTheSuccessor()
    {
        // Identity gives two tabs the same successor within its leeway; here both are held until both are there.
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gateway.Services.Handler = async (_, _) =>
        {
            if (Interlocked.Increment(ref _calls) == 2)
            {
                both.SetResult();
            }

            await both.Task.WaitAsync(Bound);
            return new RefreshResponse { Status = true, Results = Results("Ada") };
        };

        var answers = await Task.WhenAll(PostAsync("refresh", "{}", Cookie(Given)), PostAsync("refresh", "{}", Cookie(Given)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Header("Set-Cookie") == SetCookie);
        answers.ShouldAllBe(answer => !answer.Body.Contains(Next, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_OfTheClient_ReachesIdentityWithTheSameRequestOnARepeat()
    {
        var seen = Identity();
        var keys = new List<string?>();
        for (var repeat = 0; repeat < 2; repeat++)
        {
            (await PostAsync("refresh", "{}", Cookie(Given), ("Idempotency-Key", "key-1"))).Status.ShouldBe(HttpStatusCode.OK);
            keys.Add(_gateway.Services.LastHeaders.GetValue("idempotency-key"));
        }

        keys.ShouldBe(["key-1", "key-1"]);
        seen.Count.ShouldBe(2);
        seen[0].ShouldBe(seen[1]);
    }

    [Fact]
    public async Task Answer_WithoutARefreshToken_IsNotPassedOn()
    {
        _gateway.Services.Handler = (_, _) => Task.FromResult<object>(new LoginResponse { Status = true, Message = "unexpected" });

        var answer = await PostAsync("login", "{}");

        answer.Status.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Body.ShouldNotContain("unexpected");
        answer.Header("Set-Cookie").ShouldBeNull();
    }

    [Theory]
    [InlineData("GET", "login")]
    [InlineData("GET", "refresh")]
    [InlineData("PUT", "logout")]
    [InlineData("HEAD", "signup/")]
    public async Task Route_AskedWithAnotherMethod_Is405(string method, string route)
    {
        Identity();

        var answer = await _gateway.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/app/session/" + route));

        answer.Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Header("Allow").ShouldBe("POST");
        answer.Header("Set-Cookie").ShouldBeNull();
    }

    [Fact]
    public async Task Requests_OverTheLimitOfAnAddress_Are429()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            ("Gateway:RateLimits:PerUser", "0"), ("Gateway:RateLimits:PerAddress", "1"), ("Gateway:RateLimits:BurstSeconds", "3"));
        Identity(gateway);

        // Many at once: however slow the machine, they come faster than one a second.
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => gateway.PostAsync("/app/session/refresh", "{}", Client, Cookie(Given)))).WaitAsync(Bound);

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.OK);
        var refused = answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests);
        refused.Header("Retry-After").ShouldBe("1");
        refused.Header("Set-Cookie").ShouldBeNull();
    }

    private static (string, string) Client => ("Focus-Client", "web");

    private static (string, string) Cookie(string token) => ("Cookie", $"other=1; focus_refresh={token}");

    private string Origin => _gateway.Json.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private Task<Answer> PostAsync(string route, string body, params (string Name, string Value)[] headers) =>
        _gateway.PostAsync("/app/session/" + route, body, [Client, .. headers]);

    private static HttpRequestMessage RequestOf(string route, string body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/app/session/" + route)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>An identity that takes everything.</summary>
    /// <returns>What it is asked.</returns>
    private List<object> Identity(GatewayUnderTest? gateway = null, string name = "Adá")
    {
        var seen = new List<object>();
        (gateway ?? _gateway).Services.Handler = (request, _) =>
        {
            Interlocked.Increment(ref _calls);
            lock (seen)
            {
                seen.Add(request);
            }

            return Task.FromResult<object>(request switch
            {
                LoginRequest => new LoginResponse { Status = true, Message = "Hi.", Results = Results(name), AdditionalInfo = new() },
                SignupRequest => new SignupResponse { Status = true, Message = "Hi.", Results = Results(name), AdditionalInfo = new() },
                RefreshRequest => new RefreshResponse { Status = true, Results = Results(name), AdditionalInfo = new() },
                _ => new LogoutResponse { Status = true, Results = new(), AdditionalInfo = new() },
            });
        };
        return seen;
    }

    private void Refuse(StatusCode code) => _gateway.Services.Handler = (_, _) =>
    {
        Interlocked.Increment(ref _calls);
        throw new Google.Rpc.Status
        {
            Code = (int)code,
            Message = "The refresh token is not valid. Please sign in again.",
            Details = { Any.Pack(new ErrorInfo { Reason = "INVALID_REFRESH_TOKEN", Domain = "focus" }) },
        }.ToRpcException();
    };

    private static SignedInResults Results(string name) => new()
    {
        Data = new SignedIn
        {
            User = new User { FirstName = name },
            Tokens = new TokenPair { Access = Access, Refresh = Next },
        },
    };

    private static string WithoutTrace(Answer answer)
    {
        var problem = JsonNode.Parse(answer.Body)!.AsObject();
        problem.Remove("trace_id").ShouldBeTrue();
        return problem.ToJsonString();
    }
}
