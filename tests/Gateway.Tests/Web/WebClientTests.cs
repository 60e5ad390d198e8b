using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Gateway.Web;
using Microsoft.Extensions.FileProviders;
using Shouldly;

namespace FocusSuite.Gateway.Tests.Web;

/// <summary>The files of the web client below <c>/app/</c>.</summary>
public sealed class WebClientTests(BuiltClient client) : IClassFixture<BuiltClient>
{
    private const string Script = "/app" + BuiltClient.Script;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly GatewayUnderTest _gateway = client.Gateway;

    [Fact]
    public async Task Asset_NamedByItsContent_MayBeKeptForGood()
    {
        var answer = await _gateway.GetAsync(Script);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Body.ShouldBe(BuiltClient.ScriptText);
        answer.Header("Cache-Control").ShouldBe("public, max-age=31536000, immutable");
        answer.Header("Content-Type").ShouldBe("text/javascript; charset=utf-8");
        answer.Header("Content-Encoding").ShouldBeNull();
        answer.Header("Vary").ShouldBe("Accept-Encoding");
    }

    [Theory]
    [InlineData("/app/", "text/html; charset=utf-8")]
    [InlineData("/app/index.html", "text/html; charset=utf-8")]
    [InlineData("/app/programs/12", "text/html; charset=utf-8")]
    [InlineData("/app/sw.js", "text/javascript; charset=utf-8")]
    [InlineData("/app/manifest.webmanifest", "application/manifest+json")]
    [InlineData("/app/icon.svg", "image/svg+xml")]
    public async Task File_WhoseNameStays_IsAskedForEachTimeAndSentOnce(string path, string type)
    {
        var answer = await _gateway.GetAsync(path);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Header("Cache-Control").ShouldBe("no-cache");
        answer.Header("Content-Type").ShouldBe(type);
        var again = await SendAsync(HttpMethod.Get, path, ("If-None-Match", answer.Header("ETag").ShouldNotBeNull()));
        again.Status.ShouldBe(HttpStatusCode.NotModified);
        again.Body.ShouldBeEmpty();
        again.Header("Cache-Control").ShouldBe("no-cache");
        (await SendAsync(HttpMethod.Get, path, ("If-None-Match", "W/\"another\""))).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Two releases: only the names of the scripts differ, and an image sets all times alike.</summary>
    [Fact]
    public async Task Tag_OfAnotherContentOfTheSameTimeAndLength_IsAnother()
    {
        using var first = new ReleasedPage("/assets/index-aaaa.js");
        using var second = new ReleasedPage("/assets/index-bbbb.js");

        first.Info.Length.ShouldBe(second.Info.Length);
        first.Info.LastModified.ShouldBe(second.Info.LastModified);
        var tag = await new FileTags().OfAsync(first.Info, TestContext.Current.CancellationToken);
        tag.ShouldNotBe(await new FileTags().OfAsync(second.Info, TestContext.Current.CancellationToken));
        tag.ShouldBe(await new FileTags().OfAsync(first.Info, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("br", true)]
    [InlineData("gzip, deflate, BR", true)]
    [InlineData("gzip;q=1.0, br;q=0.5", true)]
    [InlineData("br;q=0", false)]
    [InlineData("identity", false)]
    public async Task File_WithACompressedTwin_IsSentAsItsTwinToWhoTakesIt(string accepted, bool isTaken)
    {
        using var request = RequestOf(HttpMethod.Get, Script, ("Accept-Encoding", accepted));
        using var response = await _gateway.Json.SendAsync(request, TestContext.Current.CancellationToken);

        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        body.ShouldBe(isTaken ? BuiltClient.CompressedScript : Encoding.UTF8.GetBytes(BuiltClient.ScriptText));
        response.Content.Headers.ContentEncoding.ShouldBe(isTaken ? ["br"] : []);
        response.Content.Headers.ContentType.ShouldBe(MediaTypeHeaderValue.Parse("text/javascript; charset=utf-8"));
        response.Headers.Vary.ShouldBe(["Accept-Encoding"]);
    }

    [Fact]
    public async Task Tag_OfTheCompressedTwin_IsItsOwn() =>
        (await SendAsync(HttpMethod.Get, Script, ("Accept-Encoding", "br"))).Header("ETag")
            .ShouldNotBe((await _gateway.GetAsync(Script)).Header("ETag"));

    [Theory]
    [InlineData(Script, null)]
    [InlineData(Script, "br")]
    [InlineData("/app/", null)]
    public async Task Head_OfAFile_HasTheHeadersAndNoBody(string path, string? accepted)
    {
        var (name, value) = accepted is null ? ("X-None", "") : ("Accept-Encoding", accepted);
        var whole = await SendAsync(HttpMethod.Get, path, (name, value));

        var head = await SendAsync(HttpMethod.Head, path, (name, value));

        head.Status.ShouldBe(HttpStatusCode.OK);
        head.Body.ShouldBeEmpty();
        head.Header("Content-Length").ShouldBe(whole.Header("Content-Length"));
        head.Header("ETag").ShouldBe(whole.Header("ETag"));
        head.Header("Content-Encoding").ShouldBe(accepted);
    }

    [Theory]
    [InlineData("bytes=0-6", 206, null)]
    [InlineData("bytes=900000-", 416, "application/problem+json")]
    public async Task Range_OfAFile_IsSentOrToldAsEveryError(string range, int status, string? type)
    {
        var answer = await SendAsync(HttpMethod.Get, Script, ("Range", range), ("Accept-Encoding", status == 206 ? "identity" : "br"));

        ((int)answer.Status).ShouldBe(status);
        answer.Header("Content-Encoding").ShouldBeNull();
        if (type is null)
        {
            answer.Body.ShouldBe("console");
        }
        else
        {
            answer.Header("Content-Type").ShouldBe(type);
            answer.Header("Cache-Control").ShouldBe("no-store");
        }
    }

    [Theory]
    [InlineData("POST", "/app/")]
    [InlineData("POST", "/app")]
    [InlineData("POST", "/app/session/other")]
    [InlineData("DELETE", Script)]
    [InlineData("PUT", "/app/new.html")]
    public async Task Address_AskedWithAnotherMethod_Is405(string method, string path)
    {
        var answer = await SendAsync(new HttpMethod(method), path);

        answer.Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Header("Allow").ShouldBe("GET, HEAD");
        answer.Json.GetProperty("code").GetString().ShouldBe("METHOD_NOT_ALLOWED");
    }

    [Theory]
    [InlineData("/app/programs")]
    [InlineData("/app/programs/12/days/3/")]
    [InlineData("/app/v1.2/day")]
    [InlineData("/app/assets")]
    [InlineData("/app/session/anything")]
    public async Task Address_InsideTheClient_IsAnsweredByItsPage(string path) =>
        (await _gateway.GetAsync(path)).Body.ShouldBe(BuiltClient.Page);

    [Theory]
    [InlineData("/app/nothing.js")]
    [InlineData("/app/assets/index-old.js")]
    [InlineData("/app/notes.unknown")]
    [InlineData("/app" + BuiltClient.Script + ".br")]
    [InlineData("/APP/index.html")]
    [InlineData("/application/")]
    public async Task File_ThatIsNotThere_Is404AsEverythingElse(string path)
    {
        var answer = await _gateway.GetAsync(path);

        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Header("Content-Type").ShouldBe("application/problem+json");
        answer.Header("Cache-Control").ShouldBe("no-store");
        answer.Json.GetProperty("code").GetString().ShouldBe("NOT_FOUND");
    }

    [Theory]
    [InlineData("/app/../secret.txt")]
    [InlineData("/app/%2e%2e/secret.txt")]
    [InlineData("/app/..%2fsecret.txt")]
    [InlineData("/app/%2e%2e%2fsecret.txt")]
    [InlineData("/app/%2E%2E%2Fsecret.txt")]
    [InlineData("/app/..%5csecret.txt")]
    [InlineData("/app/..\\secret.txt")]
    [InlineData("/app/%252e%252e/secret.txt")]
    [InlineData("/app/assets/../../secret.txt")]
    [InlineData("/app/assets/..%2f..%2fsecret.txt")]
    [InlineData("/app/....//secret.txt")]
    [InlineData("/app/..;/secret.txt")]
    [InlineData("/app/../web-other/secret.txt")]
    [InlineData("/app/..%2fweb-other/secret.txt")]
    [InlineData("/app/%00/../secret.txt")]
    [InlineData("/app/%c0%ae%c0%ae/secret.txt")]
    [InlineData("//app/../secret.txt")]
    [InlineData("http://localhost/app/%2e%2e/secret.txt")]
    public async Task Path_ThatLeavesTheFolder_FindsNothing(string target) =>
        ShouldBeNothing(await RawAsync(target), BuiltClient.Secret);

    [Fact]
    public async Task Path_OfAnyFileOfTheMachine_FindsNothing()
    {
        var secret = Path.Combine(Path.GetDirectoryName(client.Folder)!, "secret.txt");

        ShouldBeNothing(await RawAsync("/app/" + secret), BuiltClient.Secret);
        ShouldBeNothing(await RawAsync("/app" + secret), BuiltClient.Secret);
        ShouldBeNothing(await RawAsync("/app/file:" + secret), BuiltClient.Secret);
    }

    [Theory]
    [InlineData("GET", "/app", "*/*", "/app/")]
    [InlineData("HEAD", "/app", "*/*", "/app/")]
    [InlineData("GET", "/app?a=b%20c", "*/*", "/app/?a=b%20c")]
    [InlineData("GET", "/", "text/html,application/xhtml+xml,*/*;q=0.8", "/app/")]
    [InlineData("HEAD", "/", "text/html", "/app/")]
    public async Task Address_OfABrowser_LeadsToTheClient(string method, string path, string accept, string location)
    {
        var answer = await SendAsync(new HttpMethod(method), path, ("Accept", accept));

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        answer.Header("Location").ShouldBe(location);
    }

    [Theory]
    [InlineData("GET", "application/json")]
    [InlineData("GET", "*/*")]
    [InlineData("POST", "text/html")]
    public async Task Root_AskedByOthers_IsWhatItWas(string method, string accept)
    {
        var answer = await SendAsync(new HttpMethod(method), "/", ("Accept", accept));

        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Header("Content-Type").ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/app/")]
    [InlineData(Script)]
    [InlineData("/app/nothing.js")]
    [InlineData("/app/session/login")]
    public async Task Headers_BelowApp_LetTheClientDoWhatItNeedsAndNoMore(string path)
    {
        var answer = await _gateway.GetAsync(path);

        answer.Header("Content-Security-Policy").ShouldBe(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; worker-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types focus");
        answer.Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        var permissions = answer.Header("Permissions-Policy").ShouldNotBeNull().Split(", ");
        permissions.Where(one => !one.EndsWith("=()", StringComparison.Ordinal))
            .ShouldBe(["screen-wake-lock=(self)", "picture-in-picture=(self)", "fullscreen=(self)"]);
        new[] { "camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()" }.ShouldBeSubsetOf(permissions);
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/application/")]
    public async Task Headers_OfOtherAddresses_AreWhatTheyWere(string path)
    {
        var answer = await _gateway.GetAsync(path);

        answer.Header("Content-Security-Policy").ShouldBe("default-src 'none'; frame-ancestors 'none'");
        answer.Header("Permissions-Policy").ShouldBeNull();
        answer.Header("Cross-Origin-Opener-Policy").ShouldBeNull();
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task Page_WithoutABuiltClient_SaysHowToGetIt(string environment, bool namesTheFolder)
    {
        var folder = Path.Combine(client.Folder, "not-built");
        await using var gateway = await GatewayUnderTest.StartInAsync(environment, ("Gateway:WebFolder", folder));

        var page = await gateway.GetAsync("/app/today");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        page.Header("Cache-Control").ShouldBe("no-store");
        page.Body.ShouldContain("./focus up");
        page.Body.ShouldContain("npm ci &amp;&amp; npm run build");
        page.Body.Contains(folder, StringComparison.Ordinal).ShouldBe(namesTheFolder);
        (await gateway.GetAsync("/app/sw.js")).Json.GetProperty("code").GetString().ShouldBe("NOT_FOUND");
        (await gateway.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Client_BuiltWhileTheGatewayRuns_IsServed()
    {
        var folder = Directory.CreateTempSubdirectory("client-");
        try
        {
            var built = Path.Combine(folder.FullName, "dist");
            await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:WebFolder", built));
            (await gateway.GetAsync("/app/")).Status.ShouldBe(HttpStatusCode.NotFound);

            Directory.CreateDirectory(built);
            await File.WriteAllTextAsync(Path.Combine(built, "index.html"), "first", TestContext.Current.CancellationToken);

            (await gateway.GetAsync("/app/")).Body.ShouldBe("first");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Folder_ThatIsNotSet_IsBesideTheProgram()
    {
        await using var gateway = await GatewayUnderTest.StartInAsync("Development", ("Gateway:WebFolder", ""));

        (await gateway.GetAsync("/app/")).Body.ShouldContain(Path.Combine(AppContext.BaseDirectory, "web"));
    }

    private static void ShouldBeNothing(string answer, string secret)
    {
        answer.ShouldNotContain(secret);
        answer[..12].ShouldBeOneOf("HTTP/1.1 404", "HTTP/1.1 400");
    }

    private static HttpRequestMessage RequestOf(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private Task<Answer> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers) =>
        _gateway.SendAsync(RequestOf(method, path, headers));

    /// <summary>.NET's client would tidy the path.</summary>
    private async Task<string> RawAsync(string target)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var socket = new TcpClient();
        await socket.ConnectAsync(_gateway.Json.BaseAddress!.Host, _gateway.Json.BaseAddress.Port, bound.Token);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), bound.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(bound.Token);
    }

    private sealed class ReleasedPage : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-");
        private readonly PhysicalFileProvider _files;

        public ReleasedPage(string script)
        {
            var path = Path.Combine(_folder.FullName, "index.html");
            File.WriteAllText(path, $"<script src=\"{script}\"></script>");
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
            _files = new PhysicalFileProvider(_folder.FullName);
        }

        public IFileInfo Info => _files.GetFileInfo("index.html");

        public void Dispose()
        {
            _files.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
