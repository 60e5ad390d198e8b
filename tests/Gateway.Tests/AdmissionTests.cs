using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FocusSuite.Gateway.Limits;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protocol.Overload;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>Whoever is slow, loud or stuck takes only the share of what it asks for, at every door.</summary>
public sealed class AdmissionTests
{
    private const string Active = "/api/v1/focus/sessions/active/";
    private const string Subscription = "/api/v1/subscriptions/me";
    private const string LogIn = "/api/v1/authentication/login";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>S1: callers that have not said yet what they want take nobody's place, natively and by gRPC-Web.</summary>
    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc-web-text")]
    public async Task Call_ItsBodyHasNotArrived_TakesNoPlace(string type)
    {
        await using var gateway = await StartAsync(("Focus:Overload:Least", "2"), ("Focus:Overload:Most", "2"));
        gateway.Services.Handler = Answer;
        using var client = RawGrpc.Client(gateway.Urls[0]);
        var promise = type.EndsWith("text", StringComparison.Ordinal) ? "AAANu6AA"u8.ToArray() : (byte[])[0, 0, 13, 187, 160, 1, 1];
        var slow = Enumerable.Range(0, 20).Select(_ => new UnfinishedContent(promise)).ToArray();
        var calls = slow.Select(content => client.SendAsync(RawGrpc.Request(RawGrpc.Login, content, type))).ToArray();
        await Task.WhenAll(slow.Select(content => content.Begun)).WaitAsync(Bound);

        foreach (var path in (string[])[Active, Active, Active])
        {
            (await gateway.GetAsync(path).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await gateway.PostAsync(LogIn, """{"email":"a@b.c","password":"x"}""").WaitAsync(Bound))
            .Status.ShouldBe(HttpStatusCode.OK, "not even of the same method");
        Array.ForEach(slow, content => content.End());
        (await Task.WhenAll(calls).WaitAsync(Bound)).ShouldAllBe(answer => RawGrpc.StatusOf(answer) == 3, "what came was no message");
    }

    /// <summary>S1: a request is waited for only so long, whatever trickles in.</summary>
    [Fact]
    public async Task Call_ItsBodyDoesNotArriveInTime_IsEnded()
    {
        await using var gateway = await StartAsync(("Gateway:RequestSeconds", "0.2"));
        using var client = RawGrpc.Client(gateway.Urls[0]);
        using var content = new UnfinishedContent([0, 0, 13, 187, 160, 1]);

        using var answer = await client.SendAsync(RawGrpc.Request(RawGrpc.Login, content)).WaitAsync(Bound);

        RawGrpc.StatusOf(answer).ShouldBe(4);
    }

    /// <summary>S11: whoever is slow, and whoever waits in vain, costs the log a line and no stack.</summary>
    [Fact]
    public async Task Logs_OfSlowCallersAndAHungService_HaveOneLineEach()
    {
        await using var gateway = await StartAsync(("Gateway:RequestSeconds", "0.2"), ("Gateway:DeadlineSeconds", "0.3"));
        var canceled = Hang(gateway);
        using var client = RawGrpc.Client(gateway.Urls[0]);
        var before = gateway.Logs.Count;

        using (var content = new UnfinishedContent([0, 0, 13, 187, 160, 1]))
        {
            using var answer = await client.SendAsync(RawGrpc.Request(RawGrpc.Login, content)).WaitAsync(Bound);
        }

        await SendRawAsync(gateway, $"POST {LogIn} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{");
        await SendRawAsync(
            gateway,
            $"POST {LogIn} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n80000000\r\n");
        await RawGrpc.CallAsync(client, RawGrpc.Active, RawGrpc.Frame([])).WaitAsync(Bound);
        await gateway.GetAsync(Active).WaitAsync(Bound);
        await canceled.WaitAsync(Bound);

        var logged = gateway.Logs.Skip(before).ToArray();
        logged.Length.ShouldBeLessThanOrEqualTo(6, string.Join('\n', logged.Select(line => line.ToString())));
        logged.ShouldAllBe(line => line.Exception == null && !line.Message.Contains('\n'));
    }

    /// <summary>S1, the neighbour: JSON is waited for as long as the rest.</summary>
    [Fact]
    public async Task JsonRequest_ItsBodyDoesNotArriveInTime_Is408()
    {
        await using var gateway = await StartAsync(("Gateway:RequestSeconds", "0.2"));

        var answer = await SendRawAsync(
            gateway,
            "POST /api/v1/authentication/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

        answer.ShouldStartWith("HTTP/1.1 408");
        answer.ShouldContain("application/problem+json");
        answer.ShouldContain("\"code\":\"REQUEST_TIMEOUT\"");
    }

    /// <summary>S11: one bound of size at every door, for what a compressed message unpacks to as well.</summary>
    [Theory]
    [InlineData(65536 + 1, false, 8)]
    [InlineData(65536, false, 0)]
    [InlineData(65536 + 1, true, 8)]
    [InlineData(65536, true, 0)]
    [InlineData(30_000_000, true, 8)]
    public async Task NativeCall_OfASize_IsBoundAsJsonIs(int size, bool isPacked, int status)
    {
        await using var gateway = await StartAsync();
        gateway.Services.Handler = Answer;
        using var client = RawGrpc.Client(gateway.Urls[0]);
        var message = Padded(size);

        var answered = isPacked
            ? await RawGrpc.CallAsync(
                client, RawGrpc.Login, RawGrpc.Frame(Packed(message), flag: 1), headers: ("grpc-encoding", "gzip")).WaitAsync(Bound)
            : await RawGrpc.CallAsync(client, RawGrpc.Login, RawGrpc.Frame(message)).WaitAsync(Bound);

        answered.ShouldBe(status);
    }

    /// <summary>S11, G9: what is no message of the method is the caller's error, and no service sees it.</summary>
    [Theory]
    [InlineData("", 3)]
    [InlineData("00", 3)]
    [InlineData("0000000000FF", 3)]
    [InlineData("0000000005FF", 3)]
    [InlineData("00FFFFFFFF", 3)]
    [InlineData("0200000000", 3)]
    [InlineData("0100000000", 12)]
    [InlineData("00000000000000000000", 3)]
    [InlineData("0000000002FFFF", 3)]
    [InlineData("00000000030A01FF", 3)]
    [InlineData("0000000000", 0)]
    public async Task NativeCall_OfBytes_IsToldWhatItIs(string hex, int status)
    {
        await using var gateway = await StartAsync();
        gateway.Services.Handler = Answer;
        using var client = RawGrpc.Client(gateway.Urls[0]);

        var answered = await RawGrpc.CallAsync(client, RawGrpc.Login, Convert.FromHexString(hex)).WaitAsync(Bound);

        answered.ShouldBe(status);
    }

    /// <summary>S2: each cluster has places of its own.</summary>
    [Theory]
    [InlineData(typeof(GetMySubscriptionRequest), Subscription, Active)]
    [InlineData(typeof(GetActiveSessionRequest), Active, Subscription)]
    public async Task Request_AnotherServiceHangs_IsAnswered(Type hanging, string itsPath, string otherPath)
    {
        await using var gateway = await StartAsync(("Focus:Overload:Least", "4"), ("Focus:Overload:Most", "4"));
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hangs = Hang(gateway, hanging, release, 4);
        var inside = Enumerable.Range(0, 4).Select(_ => gateway.GetAsync(itsPath)).ToArray();
        await hangs.WaitAsync(Bound);

        (await gateway.GetAsync(itsPath).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable, "its own places are taken");
        (await gateway.GetAsync(otherPath).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.OK);

        release.SetResult();
        await Task.WhenAll(inside).WaitAsync(Bound);
    }

    /// <summary>S2: what is costly by design has places of its own within its cluster.</summary>
    [Fact]
    public async Task Request_ManySignIn_IsAnswered()
    {
        await using var gateway = await StartAsync(("Focus:Overload:Least", "4"), ("Focus:Overload:Most", "4"));
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hangs = Hang(gateway, typeof(LoginRequest), release, 4);
        var inside = Enumerable.Range(0, 4).Select(_ => gateway.PostAsync(LogIn, """{"email":"a@b.c","password":"x"}""")).ToArray();
        await hangs.WaitAsync(Bound);

        (await gateway.GetAsync(Subscription).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.OK);

        release.SetResult();
        await Task.WhenAll(inside).WaitAsync(Bound);
    }

    /// <summary>S2: a destination that takes calls and says nothing is broken off, and used again with its first answer.</summary>
    [Fact]
    public async Task Request_ItsServiceIsSilent_IsRefusedAtOnceUntilItSpeaks()
    {
        await using var gateway = await StartAsync(("Gateway:DeadlineSeconds", "30"));
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hangs = Hang(gateway, typeof(GetActiveSessionRequest), release, 5);
        var inside = Enumerable.Range(0, 5).Select(_ => gateway.GetAsync(Active)).ToList();
        await hangs.WaitAsync(Bound);

        var since = Stopwatch.StartNew();
        Answer? refused = null;
        while (refused is null && since.Elapsed < Bound)
        {
            var next = gateway.GetAsync(Active);
            if (await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(200))) == next)
            {
                refused = await next;
            }
            else
            {
                inside.Add(next);
            }
        }

        refused!.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Header("Retry-After").ShouldNotBeNull();
        release.SetResult();
        (await Task.WhenAll(inside).WaitAsync(Bound)).ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        (await gateway.GetAsync(Active).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>
    /// S2: streams that were answered wait for nothing. Where they counted, a service with a few open streams and no other call for some
    /// seconds looked silent, and all but one call a second were refused.
    /// </summary>
    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/x-ndjson")]
    public async Task Request_ItsServiceHasOpenStreamsAndNoOtherCall_IsLetThrough(string form)
    {
        var clock = new FakeTimeProvider();
        await using var gateway = await GatewayUnderTest.StartAtAsync(clock);
        gateway.Services.Handler = Answer;
        gateway.Services.Watching = async (stream, context) =>
        {
            await stream.WriteAsync(new WatchActiveSessionResponse());
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        };
        var streams = new List<HttpResponseMessage>();
        for (var number = 0; number <= SilenceBreaker.MinWaiting; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/focus/sessions/live/");
            request.Headers.Add("Accept", form);
            streams.Add(await gateway.Json.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Bound));
        }

        clock.Advance(SilenceBreaker.MaxSilence + TimeSpan.FromSeconds(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => gateway.GetAsync(Active))).WaitAsync(Bound);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        streams.ForEach(stream => stream.Dispose());
    }

    /// <summary>G9: what only looks like gRPC is told so, and no service sees it.</summary>
    [Theory]
    [InlineData("application/grpcx", null)]
    [InlineData("application/grpc+json", 12)]
    [InlineData("application/grpc+nonsense", 12)]
    [InlineData("application/grpc; charset=utf-16", 0)]
    [InlineData("application/grpc+proto", 0)]
    public async Task NativeCall_OfAType_IsToldWhetherItIsSpokenHere(string type, int? status)
    {
        await using var gateway = await StartAsync();
        gateway.Services.Handler = Answer;
        using var client = RawGrpc.Client(gateway.Urls[0]);

        (await RawGrpc.CallAsync(client, RawGrpc.Active, RawGrpc.Frame([]), type).WaitAsync(Bound)).ShouldBe(status);
    }

    /// <summary>G9: gRPC over HTTP/1.1 could not be told how it ended, and is refused.</summary>
    [Fact]
    public async Task NativeCall_OverHttp1_IsRefused()
    {
        await using var gateway = await StartAsync();
        gateway.Services.Handler = Answer;
        using var request = RawGrpc.Request(RawGrpc.Active, new ByteArrayContent(RawGrpc.Frame([])));
        request.Version = HttpVersion.Version11;

        using var answer = await gateway.Json.SendAsync(request).WaitAsync(Bound);

        RawGrpc.StatusOf(answer).ShouldBe(12);
    }

    /// <summary>S3: the client's deadline holds at the gateway, and the service is told of it.</summary>
    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc-web+proto")]
    public async Task NativeCall_ItsClientsDeadlinePasses_IsEnded(string type)
    {
        await using var gateway = await StartAsync();
        var canceled = Hang(gateway);
        using var client = RawGrpc.Client(gateway.Urls[0]);

        (await RawGrpc.CallAsync(client, RawGrpc.Active, RawGrpc.Frame([]), type, ("grpc-timeout", "200m")).WaitAsync(Bound)).ShouldBe(4);

        await canceled.WaitAsync(Bound);
        (gateway.Services.LastDeadline - DateTime.UtcNow).ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    /// <summary>S3: where the client has none, or a longer one, the gateway's own holds.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("1H")]
    [InlineData("99999999H")]
    public async Task NativeCall_TheGatewaysDeadlinePasses_IsEnded(string? timeout)
    {
        await using var gateway = await StartAsync(("Gateway:DeadlineSeconds", "0.3"));
        var canceled = Hang(gateway);
        using var client = RawGrpc.Client(gateway.Urls[0]);

        var headers = timeout is null ? [] : new[] { ("grpc-timeout", timeout) };
        (await RawGrpc.CallAsync(client, RawGrpc.Active, RawGrpc.Frame([]), headers: headers).WaitAsync(Bound)).ShouldBe(4);

        await canceled.WaitAsync(Bound);
    }

    /// <summary>S3: what is no time is the client's error.</summary>
    [Theory]
    [InlineData("5")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("123456789S")]
    [InlineData("1x")]
    public async Task NativeCall_ItsDeadlineIsNone_IsInvalid(string timeout)
    {
        await using var gateway = await StartAsync();
        gateway.Services.Handler = Answer;
        using var client = RawGrpc.Client(gateway.Urls[0]);

        (await RawGrpc.CallAsync(client, RawGrpc.Active, RawGrpc.Frame([]), headers: ("grpc-timeout", timeout)).WaitAsync(Bound))
            .ShouldBe(3);
    }

    /// <summary>S1: requests that an address has open at once are bounded; others' are not.</summary>
    [Fact]
    public async Task Requests_ManyOpenOfOneAddress_AreBoundedAndThoseOfAnotherAreNot()
    {
        await using var gateway = await StartAsync(("Gateway:RateLimits:OpenPerAddress", "3"), ("Gateway:TrustedProxies:0", "127.0.0.1"));
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hangs = Hang(gateway, typeof(GetActiveSessionRequest), release, 3);
        var open = Enumerable.Range(0, 3).Select(_ => gateway.SendAsync(From("192.0.2.1", Active))).ToArray();
        await hangs.WaitAsync(Bound);

        (await gateway.SendAsync(From("192.0.2.1", Subscription)).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await gateway.SendAsync(From("192.0.2.2", Subscription)).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.OK);

        release.SetResult();
        await Task.WhenAll(open).WaitAsync(Bound);
        (await gateway.SendAsync(From("192.0.2.1", Subscription)).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>S13: as many tokens come as are configured.</summary>
    [Fact]
    public void Refill_OfAnyRate_IsExact() => Enumerable.Range(1, 2000).ShouldAllBe(
        perSecond => RateLimits.Refill(perSecond).Tokens > 0
            && RateLimits.Refill(perSecond).Tokens * 1000.0 / RateLimits.Refill(perSecond).Period.TotalMilliseconds == perSecond);

    /// <summary>G1: gRPC-Web in text mode, the default of Google's generator.</summary>
    [Theory]
    [InlineData("application/grpc-web-text")]
    [InlineData("application/grpc-web-text+proto")]
    public async Task GrpcWebText_OfAUnaryCall_IsDecodedAndAnsweredInText(string type)
    {
        await using var gateway = await StartAsync();
        gateway.Services.Answer<PauseSessionRequest>(
            (request, _) => new PauseSessionResponse { Success = true, Message = request.SessionId });
        var content = new StringContent(
            Convert.ToBase64String(RawGrpc.Frame(new PauseSessionRequest { SessionId = "s1" })), Encoding.ASCII);
        using var request = RawGrpc.Request("/focus.sessions.v1.SessionsService/PauseSession", content, type);
        request.Version = HttpVersion.Version11;

        using var answer = await gateway.Json.SendAsync(request).WaitAsync(Bound);

        answer.Content.Headers.ContentType!.MediaType.ShouldStartWith("application/grpc-web-text");
        var body = FromText(await answer.Content.ReadAsStringAsync());
        PauseSessionResponse.Parser.ParseFrom(body, 5, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1))).Message.ShouldBe("s1");
        Encoding.ASCII.GetString(body).ShouldContain("grpc-status: 0");
    }

    /// <summary>G1: whoever asks in one form and takes only the other gets the other.</summary>
    [Theory]
    [InlineData("application/grpc-web-text", "application/grpc-web", "application/grpc-web")]
    [InlineData("application/grpc-web", "application/grpc-web-text", "application/grpc-web-text")]
    [InlineData("application/grpc-web-text", "*/*", "application/grpc-web-text")]
    [InlineData("application/grpc-web+proto", "text/html, */*;q=0.1", "application/grpc-web")]
    public async Task GrpcWeb_OfAForm_IsAnsweredInTheOneThatIsTaken(string type, string accept, string answered)
    {
        await using var gateway = await StartAsync();
        gateway.Services.Handler = Answer;
        var body = type.Contains("text", StringComparison.Ordinal) ? "AAAAAAA="u8.ToArray() : RawGrpc.Frame([]);
        using var request = RawGrpc.Request(RawGrpc.Active, new ByteArrayContent(body), type, ("Accept", accept));
        request.Version = HttpVersion.Version11;

        using var answer = await gateway.Json.SendAsync(request).WaitAsync(Bound);

        var told = await answer.Content.ReadAsStringAsync();
        (answered.EndsWith("text", StringComparison.Ordinal) ? Encoding.ASCII.GetString(FromText(told)) : told)
            .ShouldContain("grpc-status: 0", customMessage: $"{answer}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBeOneOf(answered, answered + "+proto");
    }

    /// <summary>G1: a stream in text mode.</summary>
    [Fact]
    public async Task GrpcWebText_OfAStream_IsAnsweredInText()
    {
        await using var gateway = await StartAsync();
        gateway.Services.Watching = async (stream, _) =>
        {
            await stream.WriteAsync(new WatchActiveSessionResponse { EventId = "one" });
            await stream.WriteAsync(new WatchActiveSessionResponse { EventId = "two" });
        };
        using var request = RawGrpc.Request(RawGrpc.Watch, new StringContent("AAAAAAA=", Encoding.ASCII), "application/grpc-web-text");
        request.Version = HttpVersion.Version11;

        using var answer = await gateway.Json.SendAsync(request).WaitAsync(Bound);

        var text = Encoding.ASCII.GetString(FromText(await answer.Content.ReadAsStringAsync()));
        text.ShouldContain("one");
        text.ShouldContain("two");
        text.ShouldContain("grpc-status: 0");
    }

    /// <summary>G1: what is no base64 is the client's error; pieces may be padded each by itself.</summary>
    [Theory]
    [InlineData("!!!!", 3)]
    [InlineData("AAAAAAA=!", 3)]
    [InlineData("AAAAAAA=AAA", 3)]
    [InlineData("AAAAAAA", 3)]
    [InlineData("AAAA AAA=", 3)]
    [InlineData("AAAAAAA=\r\n", 3)]
    [InlineData("AA==AA==AA==AA==AA==", 0)]
    [InlineData("AAAAAAA=", 0)]
    public async Task GrpcWebText_OfText_IsReadStrictly(string text, int status)
    {
        await using var gateway = await StartAsync();
        gateway.Services.Handler = Answer;
        using var request = RawGrpc.Request(
            RawGrpc.Active, new ByteArrayContent(Encoding.ASCII.GetBytes(text)), "application/grpc-web-text");
        request.Version = HttpVersion.Version11;

        using var answer = await gateway.Json.SendAsync(request).WaitAsync(Bound);

        var trailers = Encoding.ASCII.GetString(FromText(await answer.Content.ReadAsStringAsync()));
        (RawGrpc.StatusOf(answer) ?? (trailers.Contains("grpc-status: 0", StringComparison.Ordinal) ? 0 : -1)).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/grpc-web-text");
    }

    /// <summary>G1: a text that is longer than what is read at once.</summary>
    [Fact]
    public async Task GrpcWebText_OfALongCall_IsDecoded()
    {
        await using var gateway = await StartAsync();
        var heard = "";
        gateway.Services.Answer<PauseSessionRequest>((request, _) => new PauseSessionResponse { Message = heard = request.SessionId });
        var frame = RawGrpc.Frame(
            new PauseSessionRequest { SessionId = string.Concat(Enumerable.Range(0, 10_000).Select(number => $"{number} ")) });
        using var request = RawGrpc.Request(
            "/focus.sessions.v1.SessionsService/PauseSession",
            new StringContent(Convert.ToBase64String(frame), Encoding.ASCII),
            "application/grpc-web-text");
        request.Version = HttpVersion.Version11;

        using var answer = await gateway.Json.SendAsync(request).WaitAsync(Bound);

        PauseSessionRequest.Parser.ParseFrom(frame, 5, frame.Length - 5).SessionId.ShouldBe(heard);
    }

    /// <summary>G9: what breaks while a client's bytes are read is the client's, at both doors.</summary>
    [Theory]
    [InlineData("80000000\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("zz\r\n")]
    [InlineData("\r\n")]
    [InlineData("1\r\n{garbage\r\n")]
    public async Task Request_WithABrokenChunk_Is400(string chunk)
    {
        await using var gateway = await StartAsync();
        foreach (var (path, type) in new[] { (LogIn, "application/json"), (RawGrpc.Login, "application/grpc-web") })
        {
            var answer = await SendRawAsync(
                gateway, $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}");

            if (type == "application/json")
            {
                int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture).ShouldBeOneOf(400, 413);
                answer.ShouldContain("application/problem+json");
            }
            else
            {
                answer.ShouldMatch("(?i)grpc-status: [38]\r");
            }
        }
    }

    /// <summary>G9: a chunk that is announced and does not come is waited for no longer than any body.</summary>
    [Fact]
    public async Task Request_WithAChunkThatDoesNotCome_Is408()
    {
        await using var gateway = await StartAsync(("Gateway:RequestSeconds", "0.2"));

        (await SendRawAsync(gateway, $"POST {LogIn} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: "
            + $"chunked\r\n\r\n7FFFFFFF\r\n"))
            .ShouldStartWith("HTTP/1.1 408");
    }

    /// <summary>S11: however many ask, the services are asked once a second.</summary>
    [Fact]
    public async Task Ready_AskedByMany_AsksTheServicesOnce()
    {
        await using var gateway = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => gateway.GetAsync("/health/ready"))).WaitAsync(Bound);

        answers.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        gateway.Services.HealthChecks.ShouldBeLessThan(50);
    }

    private static Task<GatewayUnderTest> StartAsync(params (string Key, string Value)[] settings) => GatewayUnderTest.StartAsync(settings);

    private static HttpRequestMessage From(string address, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", address);
        return request;
    }

    private static Task<object> Answer(object request, Grpc.Core.ServerCallContext call) => Task.FromResult<object>(request switch
    {
        LoginRequest => new LoginResponse(),
        GetActiveSessionRequest => new GetActiveSessionResponse(),
        GetMySubscriptionRequest => new GetMySubscriptionResponse(),
        _ => throw new InvalidOperationException(),
    });

    /// <summary>Lets calls of one kind hang until they are released; ends when so many do.</summary>
    private static Task Hang(GatewayUnderTest gateway, Type hanging, TaskCompletionSource release, int wanted)
    {
        var (entered, full) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        gateway.Services.Handler = async (request, call) =>
        {
            if (request.GetType() == hanging)
            {
                if (Interlocked.Increment(ref entered) == wanted)
                {
                    full.SetResult();
                }

                await release.Task;
            }

            return await Answer(request, call);
        };
        return full.Task;
    }

    /// <summary>Lets every call hang until it is canceled; ends when one is.</summary>
    private static Task Hang(GatewayUnderTest gateway)
    {
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Services.Handler = async (_, call) =>
        {
            await using var registration = call.CancellationToken.Register(() => canceled.TrySetResult());
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            throw new InvalidOperationException();
        };
        return canceled.Task;
    }

    /// <summary>A login whose message has exactly so many bytes.</summary>
    private static byte[] Padded(int size)
    {
        var request = new LoginRequest { Password = new string('x', size - 4) };
        request.Password = new string('x', size - 4 - (request.CalculateSize() - size));
        request.CalculateSize().ShouldBe(size);
        return request.ToByteArray();
    }

    private static byte[] Packed(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(message);
        }

        return packed.ToArray();
    }

    /// <summary>The pieces of a text answer, each of which is base64 by itself.</summary>
    private static byte[] FromText(string text)
    {
        using var bytes = new MemoryStream();
        for (var start = 0; start < text.Length; start += 4)
        {
            bytes.Write(Convert.FromBase64String(text.Substring(start, 4)));
        }

        return bytes.ToArray();
    }

    /// <summary>Sends text as it is to the JSON door, and reads until the answer's end or the connection's.</summary>
    private static async Task<string> SendRawAsync(GatewayUnderTest gateway, string text)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Urls[1].Port, bound.Token);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), bound.Token);
        var (answer, buffer) = (new StringBuilder(), new byte[8192]);
        while (true)
        {
            var read = await stream.ReadAsync(buffer, bound.Token);
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
            if (read == 0 || IsWhole(answer.ToString()))
            {
                return answer.ToString();
            }
        }
    }

    private static bool IsWhole(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = System.Text.RegularExpressions.Regex.Match(answer, "(?i)content-length: ([0-9]+)");
        return end > 0 && length.Success
            && answer.Length >= end + 4 + int.Parse(length.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
