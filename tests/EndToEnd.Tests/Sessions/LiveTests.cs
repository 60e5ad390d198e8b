using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Sessions;

/// <summary>The live timer, as browsers and other clients watch it.</summary>
public sealed class LiveTests(Suite suite, ITestOutputHelper output)
{
    private const string Live = Api.Focus + "sessions/live/";
    private const string EventStream = "text/event-stream";
    private const string Ndjson = "application/x-ndjson";
    private const int Rounds = 5;

    private const string None = """{"event_id":"string","kind":"string","active_session":"null"}""";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    // With the documented form of a live session, to the letter.
    private static readonly string Shown = $$"""{"event_id":"string","kind":"string",{{Documented.ActiveSession.Trim()[1..]}}""";

    [Fact]
    public async Task EventStream_SessionLivedThroughOnAnotherConnection_IsToldAsItChanges()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        await using var stream = await OpenAsync(user, EventStream);
        var none = await stream.NextAsync();
        (none.Text, none.Id).ShouldBe(("""{"event_id":"none-0-1","kind":"state","active_session":null}""", "none-0-1"));

        var session = await user.StartSessionAsync(enrollment);
        var started = await stream.NextAsync("change");
        started.HasShape(Shown);
        (started.Session("session_id"), started.Session("status")).ShouldBe((session, "active"));
        var tick = await stream.NextAsync("tick");
        tick.HasShape(Shown);
        tick.Elapsed.ShouldBeGreaterThan(started.Elapsed);

        (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok();
        (await stream.NextAsync("change")).Session("status").ShouldBe("paused");
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "Phone" })).Ok();
        (await stream.NextAsync("change")).Session("distraction_count").ShouldBe("1");
        (await user.PostAsync("sessions/resume/", new { session_id = session })).Ok();
        (await stream.NextAsync("change")).Session("status").ShouldBe("active");
        (await user.CompleteAsync(session)).Ok();
        (await stream.NextAsync("change")).HasShape(None);
    }

    [Theory]
    [InlineData(EventStream)]
    [InlineData(Ndjson)]
    public async Task Change_OnAnotherConnection_IsSeenSoon(string form)
    {
        var user = await suite.NewUserAsync();
        var session = await user.StartSessionAsync(await user.BeginAsync());
        await using var stream = await OpenAsync(user, form);
        (await stream.NextAsync()).Session("session_id").ShouldBe(session);
        var seenAfter = new List<double>();

        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            var seen = stream.NextAsync("change");
            (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok();
            (await seen).Session("status").ShouldBe("paused");
            seenAfter.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            (await user.PostAsync("sessions/resume/", new { session_id = session })).Ok();
            (await stream.NextAsync("change")).Session("status").ShouldBe("active");
        }

        output.WriteLine($"Pause to change over HTTP, the request included: {string.Join(", ", seenAfter.Select(ms => $"{ms:F1} ms"))}.");
        seenAfter.Min().ShouldBeLessThan(100);
    }

    [Fact]
    public async Task ComesBack_WithLastEventId_LearnsWhetherItMissedAnything()
    {
        var user = await suite.NewUserAsync();
        var session = await user.StartSessionAsync(await user.BeginAsync());
        (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok();
        string last;
        await using (var stream = await OpenAsync(user, EventStream))
        {
            var first = await stream.NextAsync();
            (first.Kind, first.Id).ShouldBe(("state", $"{session}-2-1"));
            last = first.Id!;
        }

        await using (var stream = await OpenAsync(user, EventStream, last))
        {
            var same = await stream.NextAsync();
            (same.Kind, same.Id).ShouldBe(("tick", $"{session}-2-2"));
        }

        (await user.PostAsync("sessions/cancel/", new { session_id = session })).Ok();
        await using (var stream = await OpenAsync(user, EventStream, last))
        {
            var changed = await stream.NextAsync();
            (changed.Kind, changed.Id, changed.Json["active_session"]).ShouldBe(("state", "none-0-2", null));
        }
    }

    [Fact]
    public async Task WebSocket_TokenAsSubprotocol_IsToldTheState()
    {
        var user = await suite.NewUserAsync();
        var session = await user.StartSessionAsync(await user.BeginAsync());
        using var socket = new ClientWebSocket();

        // As a browser, which can give a WebSocket no header.
        socket.Options.AddSubProtocol("focus");
        socket.Options.AddSubProtocol($"bearer.{user.Http.DefaultRequestHeaders.Authorization!.Parameter}");
        using var bound = new CancellationTokenSource(Bound);
        await socket.ConnectAsync(new UriBuilder(new Uri(suite.System.GatewayUrl, Live)) { Scheme = "ws" }.Uri, bound.Token);

        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, bound.Token);

        var message = new Message(null, System.Text.Encoding.UTF8.GetString(buffer, 0, received.Count));
        message.HasShape(Shown);
        (socket.SubProtocol, message.Kind, message.Session("session_id")).ShouldBe(("focus", "state", session));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, bound.Token);
    }

    [Theory]
    [InlineData(EventStream)]
    [InlineData(Ndjson)]
    public async Task Watch_WithoutAToken_IsUnauthorized(string form)
    {
        using var request = Request(form, null);

        (await suite.Anonymous().SendAsync(request)).Problem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED").Header("WWW-Authenticate")
            .ShouldBe("Bearer");
    }

    [Fact]
    public async Task Watch_TooManyConnections_IsRefused()
    {
        var user = await suite.NewUserAsync();
        var streams = new List<Stream>();
        try
        {
            for (var i = 0; i < 10; i++)
            {
                streams.Add(await OpenAsync(user, Ndjson));
            }

            // The bound is a replica's, and one may be full before the others.
            using var bound = new CancellationTokenSource(Bound);
            while (streams.Count < 10 * suite.System.ReplicasOf(PartNames.Sessions).Count)
            {
                if (await TryOpenAsync(user, bound.Token) is { } another)
                {
                    streams.Add(another);
                }
            }

            using var request = Request(Ndjson, null);
            (await user.SendAsync(request)).Problem(HttpStatusCode.TooManyRequests, "TOO_MANY_STREAMS").Header("Retry-After").ShouldBe("1");
        }
        finally
        {
            foreach (var stream in streams)
            {
                await stream.DisposeAsync();
            }
        }
    }

    private static HttpRequestMessage Request(string form, string? lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Live);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(form));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return request;
    }

    /// <summary>Null where it is refused since there are too many.</summary>
    private static async Task<Stream?> TryOpenAsync(Api user, CancellationToken ct)
    {
        using var request = Request(Ndjson, null);
        var response = await user.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return new Stream(response, LinesOf(await response.Content.ReadAsStreamAsync(ct)));
        }

        response.Dispose();
        return null;
    }

    private static async Task<Stream> OpenAsync(Api user, string form, string? lastEventId = null)
    {
        using var request = Request(form, lastEventId);
        using var bound = new CancellationTokenSource(Bound);
        var response = await user.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(form);
        var body = await response.Content.ReadAsStreamAsync(bound.Token);
        return new Stream(response, form == EventStream ? EventsOf(body) : LinesOf(body));
    }

    private static IAsyncEnumerator<Message> EventsOf(System.IO.Stream body) =>
        SseParser.Create(body).EnumerateAsync().Select(item => new Message(item.EventId, item.Data)).GetAsyncEnumerator();

    private static async IAsyncEnumerator<Message> LinesOf(System.IO.Stream body)
    {
        using var reader = new StreamReader(body);
        while (await reader.ReadLineAsync() is { } line)
        {
            yield return new Message(null, line);
        }
    }

    private sealed record Message(string? Id, string Text)
    {
        public JsonNode Json { get; } = JsonNode.Parse(Text)!;

        public string Kind => (string)Json["kind"]!;

        public int Elapsed => (int)Json["active_session"]!["elapsed_seconds"]!;

        public string Session(string field) => Json["active_session"]![field]!.ToString();

        public void HasShape(string form) => new Reply(new HttpResponseMessage(), Text).HasShape(form);
    }

    private sealed class Stream(HttpResponseMessage response, IAsyncEnumerator<Message> messages) : IAsyncDisposable
    {
        public async Task<Message> NextAsync()
        {
            (await messages.MoveNextAsync().AsTask().WaitAsync(Bound)).ShouldBeTrue("The stream has ended.");
            return messages.Current;
        }

        public async Task<Message> NextAsync(string kind)
        {
            while (true)
            {
                if (await NextAsync() is var message && message.Kind == kind)
                {
                    return message;
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            await messages.DisposeAsync();
        }
    }
}
