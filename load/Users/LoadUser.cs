using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FocusSuite.Load.Users;

/// <summary>A signed-in user with a connection of their own, who takes one step of the journey at a time.</summary>
public sealed class LoadUser : IDisposable
{
    private const string Focus = "/api/v1/focus/";

    private const string SessionEnded = "\"SESSION_ENDED\"";

    private readonly bool _sessionsMayEnd;
    private readonly Journey _journey;
    private readonly HttpClient _http;

    /// <summary>
    /// A user at an address of their own, so that a gateway's limit of an address counts for each as for users elsewhere.
    /// </summary>
    /// <param name="number">Which of the crowd.</param>
    /// <param name="gateway">Where the API is.</param>
    /// <param name="token">Gives the access token, each time anew: it is renewed while the user is at work.</param>
    /// <param name="timeout">How long the user waits for an answer.</param>
    /// <param name="sessionsMayEnd">Whether a session can be overdue by the next step, as <see cref="LoadPlan.SessionsMayEnd"/> has
    /// it.</param>
    public LoadUser(int number, Uri gateway, Func<string> token, TimeSpan timeout, bool sessionsMayEnd = false)
    {
        _sessionsMayEnd = sessionsMayEnd;
        _journey = new Journey(new Random(number));
        var connection = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, ct) => await ConnectAsync(context.DnsEndPoint, number, ct),
        };
        _http = new HttpClient(new Authorizing(token, connection)) { BaseAddress = gateway, Timeout = timeout };
    }

    /// <summary>A user's live timer, not yet open.</summary>
    /// <param name="time">The clock.</param>
    /// <returns>The stream, to be held open while the user is at work.</returns>
    internal LiveStream Live(TimeProvider time) => new(_http, time);

    /// <summary>Takes the next step, or the last one again when it was not answered.</summary>
    /// <returns>Its name, what it came to, and what was wrong when it failed or broke.</returns>
    public async Task<(string Step, Outcome Outcome, string? Fault)> StepAsync()
    {
        var step = _journey.Current;
        using var request = new HttpRequestMessage(step.Body is null ? HttpMethod.Get : HttpMethod.Post, Focus + step.Path);
        if (step.Body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(step.Body), Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", step.Key);
        }

        try
        {
            using var response = await _http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return Understand(step, response.StatusCode, text);
        }
        catch (OperationCanceledException)
        {
            return (step.Name, Outcome.Late, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return (step.Name, Outcome.Broken, e.Message);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _http.Dispose();

    private (string Step, Outcome Outcome, string? Fault) Understand(Step step, HttpStatusCode status, string text)
    {
        switch (status)
        {
            case >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices when Takes(text):
                return (step.Name, Outcome.Answered, null);
            // With 409 the try before is still at work: the same step, later.
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict:
                return (step.Name, Outcome.Refused, null);
            case HttpStatusCode.GatewayTimeout:
                return (step.Name, Outcome.Late, null);
            case HttpStatusCode.BadRequest when _sessionsMayEnd && text.Contains(SessionEnded, StringComparison.Ordinal):
                _journey.StartOver();
                return (step.Name, Outcome.Answered, null);
            default:
                if ((int)status < 500)
                {
                    _journey.StartOver();
                }

                return (step.Name, Outcome.Failed, $"{(int)status}: {text}");
        }
    }

    private bool Takes(string text)
    {
        try
        {
            return _journey.Answered(text.Length > 0 ? JsonNode.Parse(text) : null);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, int number, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (OperatingSystem.IsLinux() && to.Host is "127.0.0.1" or "localhost")
            {
                socket.Dispose();
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(LoopbackOf(number), 0));
            }

            await socket.ConnectAsync(to, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // All of 127.0.0.0/8 is this machine.
    private static IPAddress LoopbackOf(int number) => new([127, 1, (byte)(1 + (number / 250 % 250)), (byte)(1 + (number % 250))]);

    private sealed class Authorizing(Func<string> token, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
            return base.SendAsync(request, cancellationToken);
        }
    }
}
