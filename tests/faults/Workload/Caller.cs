using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FocusSuite.Faults.Tests.Workload;

/// <summary>
/// Calls the API as a good client does: one idempotency key an operation, the same request again after a lost connection or an honest "not
/// now", with pauses that grow, until there is an answer for good or its patience ends.
/// </summary>
public sealed class Caller(HttpClient http, string name, Journal journal, Func<DateTimeOffset> suiteTime, CancellationToken timeout)
{
    public const string Focus = "/api/v1/focus/";

    // Longer than the gateway's own deadline: the gateway has the word.
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(400);

    private int _number;

    public Journal Journal => journal;

    public string Name => name;

    /// <summary>Another device of the same user.</summary>
    public Caller Another(string device) => new(http, $"{name}{device}", journal, suiteTime, timeout);

    public Task<Reply> GetAsync(string path) => CallAsync(Read(path));

    public Task<Reply> PostAsync(string path, object body) => CallAsync(Write(path, body));

    /// <summary>A read, to be called as often as one likes.</summary>
    public Operation Read(string path) => new(name, ++_number, HttpMethod.Get, path, null, null);

    /// <summary>A write with a key of its own, to be called as often as one likes.</summary>
    public Operation Write(string path, object body) =>
        new(name, ++_number, HttpMethod.Post, path, JsonSerializer.Serialize(body), $"{name}-{Guid.NewGuid():N}");

    /// <summary>A change of something, with a key of its own.</summary>
    public Operation Change(string path, object body) => Write(path, body) with { Method = HttpMethod.Patch };

    /// <summary>Calls until there is an answer for good.</summary>
    /// <param name="operation">What is wanted.</param>
    /// <param name="earlier">When it was first sent, if it was before.</param>
    public async Task<Reply> CallAsync(Operation operation, DateTimeOffset? earlier = null)
    {
        var first = earlier ?? suiteTime();
        var pause = FirstPause;
        for (var tries = 1; ; tries++)
        {
            var reply = await TryAsync(operation, tries, first);
            if (reply.Outcome != Outcome.Unknown
                && reply.Status is not ((int)HttpStatusCode.Conflict or (int)HttpStatusCode.TooManyRequests))
            {
                journal.Add(operation, reply);
                return reply;
            }

            journal.CountFailedTry();
            try
            {
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), timeout);
            }
            catch (OperationCanceledException)
            {
                journal.Add(operation, reply with { Status = 0 });
                return reply with { Status = 0 };
            }

            pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        }
    }

    /// <summary>Calls once.</summary>
    public async Task<Reply> TryAsync(Operation operation, int tries, DateTimeOffset first)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout);
        bound.CancelAfter(TryTimeout);
        try
        {
            using var request = new HttpRequestMessage(operation.Method, Focus + operation.Path);
            if (operation.Body is not null)
            {
                request.Content = new StringContent(operation.Body, Encoding.UTF8, "application/json");
                request.Headers.Add("Idempotency-Key", operation.Key);
            }

            using var response = await http.SendAsync(request, bound.Token);
            var text = await response.Content.ReadAsStringAsync(bound.Token);
            return Understand(operation, response, text, tries, first);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            return new Reply(0, e.GetType().Name, null, tries, first, suiteTime());
        }
    }

    private Reply Understand(Operation operation, HttpResponseMessage response, string text, int tries, DateTimeOffset first)
    {
        var status = (int)response.StatusCode;
        JsonNode? json = null;
        try
        {
            json = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            journal.Complain($"{operation}: {status} is not JSON: {text}");
        }

        string? code = null;
        if (status >= 400)
        {
            code = json is JsonObject problem ? (string?)problem["code"] : null;
            if (code is null || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            {
                journal.Complain($"{operation}: {status} is no problem of the suite: {text}");
            }

            if (status >= 500 && response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
            {
                journal.Complain($"{operation}: {text}");
            }
        }

        return new Reply(status, code, json, tries, first, suiteTime());
    }
}
