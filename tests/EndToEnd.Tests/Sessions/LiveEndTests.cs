using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Sessions;

/// <summary>S7: a live stream ends with the right to it, at every door, within a second, and says why.</summary>
public sealed class LiveEndTests(Suite suite, ITestOutputHelper output)
{
    private const string Authentication = "/api/v1/authentication/";
    private const string Live = Api.Focus + "sessions/live/";

    // The machine may be busy with other tests; what users are promised has to be kept once.
    private const int MaxRounds = 3;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(1);

    /// <summary>S7: erasure, "sign out everywhere" and a new password, for each way to watch.</summary>
    [Theory]
    [InlineData("erasure", "ACCOUNT_ERASED")]
    [InlineData("sign out everywhere", "SIGNED_OUT")]
    [InlineData("new password", "PASSWORD_CHANGED")]
    public async Task Live_TheRightToItEnds_EveryStreamEndsWithinASecondAndSaysWhy(string ending, string code)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < MaxRounds && best >= Promise; round++)
        {
            var email = Suite.NewEmail();
            var signup = (
                await suite.Anonymous()
                    .SendAsync(HttpMethod.Post, Authentication + "signup/", new { email, password = Suite.Password })).Created();
            var tokens = signup["results"]["data"]!["tokens"]!;
            var (access, refresh) = ((string)tokens["access"]!, (string)tokens["refresh"]!);
            var user = new Api(suite.System.CreateClient(access));
            var streams = await Task.WhenAll(
                OpenTextAsync(user, "text/event-stream"),
                OpenTextAsync(user, "application/x-ndjson"),
                OpenSocketAsync(access),
                OpenGrpcAsync(access));

            var began = Stopwatch.GetTimestamp();
            var ends = Task.WhenAll(streams.Select(end => end.WaitAsync(Bound)));
            var took = ends.ContinueWith(_ => Stopwatch.GetElapsedTime(began), TaskScheduler.Default);
            await EndAsync(ending, user, email, refresh);

            (await ends).ShouldAllBe(seen => seen == code);
            best = await took < best ? await took : best;
            output.WriteLine($"{ending}: all ended {(await took).TotalMilliseconds:F0} ms after it was asked for.");

            // Nor is any other call answered by that token.
            (await user.GetAsync("sessions/active/")).Problem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
            (await suite.Anonymous().SendAsync(HttpMethod.Post, Authentication + "refresh/", new { refresh }))
                .Problem(HttpStatusCode.Unauthorized, "INVALID_REFRESH_TOKEN");
        }

        best.ShouldBeLessThan(Promise);
    }

    private async Task EndAsync(string ending, Api user, string email, string refresh)
    {
        switch (ending)
        {
            case "erasure":
                (await user.SendAsync(HttpMethod.Delete, "/api/v1/account")).Ok();
                break;
            case "sign out everywhere":
                (await suite.Anonymous().SendAsync(HttpMethod.Post, Authentication + "logout/", new { refresh, all = true })).Ok();
                break;
            default:
                await suite.System.PutUserAsync(
                    new PutUserRequest { Email = email, Password = "another-password-1" }, CancellationToken.None);
                break;
        }
    }

    // Each returns when the stream has shown its first message; its own task ends with the code that the stream ended with.
    private static async Task<Task<string>> OpenTextAsync(Api user, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Live);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(form));
        using var bound = new CancellationTokenSource(Bound);
        var response = await user.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(bound.Token));
        (await reader.ReadLineAsync(bound.Token)).ShouldNotBeNull();
        return EndOfTextAsync(response, reader);
    }

    private static async Task<string> EndOfTextAsync(HttpResponseMessage response, StreamReader reader)
    {
        using (response)
        {
            var last = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
            var json = JsonNode.Parse(last.StartsWith("data: ", StringComparison.Ordinal) ? last["data: ".Length..] : last)!;
            return (string)(json["error"] is JsonObject problem ? problem : json)["code"]!;
        }
    }

    private async Task<Task<string>> OpenSocketAsync(string access)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("focus");
        socket.Options.AddSubProtocol($"bearer.{access}");
        using var bound = new CancellationTokenSource(Bound);
        await socket.ConnectAsync(new UriBuilder(new Uri(suite.System.GatewayUrl, Live)) { Scheme = "ws" }.Uri, bound.Token);
        await socket.ReceiveAsync(new byte[4096], bound.Token);
        return EndOfSocketAsync(socket);
    }

    private static async Task<string> EndOfSocketAsync(ClientWebSocket socket)
    {
        using (socket)
        {
            var buffer = new byte[4096];
            var text = string.Empty;
            while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
            {
                text = Encoding.UTF8.GetString(buffer, 0, received.Count);
            }

            ((int)socket.CloseStatus!).ShouldBe(4401);
            ((string)JsonNode.Parse(text)!["error"]!["code"]!).ShouldBe(socket.CloseStatusDescription);
            return socket.CloseStatusDescription!;
        }
    }

    private async Task<Task<string>> OpenGrpcAsync(string access)
    {
        var channel = GrpcChannel.ForAddress(suite.System.GatewayGrpcUrl);
        var call = new SessionsService.SessionsServiceClient(channel)
            .WatchActiveSession(new WatchActiveSessionRequest(), new Metadata { { "authorization", $"Bearer {access}" } });
        using var bound = new CancellationTokenSource(Bound);
        (await call.ResponseStream.MoveNext(bound.Token)).ShouldBeTrue();
        return EndOfGrpcAsync(channel, call);
    }

    private static async Task<string> EndOfGrpcAsync(GrpcChannel channel, AsyncServerStreamingCall<WatchActiveSessionResponse> call)
    {
        using (channel)
        using (call)
        {
            var ended = await Should.ThrowAsync<RpcException>(async () =>
            {
                while (await call.ResponseStream.MoveNext(CancellationToken.None))
                {
                }
            });
            ended.StatusCode.ShouldBe(StatusCode.Unauthenticated);
            return ended.Reason()!;
        }
    }
}
