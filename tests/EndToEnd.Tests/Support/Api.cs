using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Support;

/// <summary>One client of the API, over HTTP as a mobile client would.</summary>
public sealed class Api(HttpClient http)
{
    public const string Focus = "/api/v1/focus/";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public HttpClient Http => http;

    /// <summary>GET below the API's base.</summary>
    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, Focus + path);

    /// <summary>POST below the API's base.</summary>
    public Task<Reply> PostAsync(string path, object body, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, Focus + path, body, idempotencyKey);

    /// <summary>Any request.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is string text)
        {
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }
        else if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await SendAsync(request);
    }

    /// <summary>Any request, made by the test.</summary>
    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var response = await http.SendAsync(request, bound.Token);
        return new Reply(response, await response.Content.ReadAsStringAsync(bound.Token));
    }
}

/// <summary>An answer, read to its end.</summary>
public sealed class Reply(HttpResponseMessage response, string text)
{
    public HttpStatusCode Status => response.StatusCode;

    public string Text => text;

    public string? ContentType => response.Content.Headers.ContentType?.MediaType;

    public string? Header(string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    public JsonNode? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                throw new ShouldAssertException($"{(int)Status} is not JSON: {text}");
            }
        }
    }

    public JsonNode this[string field] => Json![field] ?? throw new ShouldAssertException($"'{field}' is missing or null in {text}");

    public long Number(string field) => (long)this[field];

    public string Word(string field) => (string)this[field]!;

    /// <summary>The status must be this one.</summary>
    public Reply Is(HttpStatusCode status)
    {
        Status.ShouldBe(status, text);
        return this;
    }

    /// <summary>A success: 200.</summary>
    public Reply Ok() => Is(HttpStatusCode.OK);

    /// <summary>A success that made something: 201.</summary>
    public Reply Created() => Is(HttpStatusCode.Created);

    /// <summary>A refusal in the suite's one shape, with that code.</summary>
    public Reply Problem(HttpStatusCode status, string code, params string[] invalidFields)
    {
        Is(status);
        ContentType.ShouldBe("application/problem+json", text);
        var problem = Json!.AsObject();
        ((int)problem["status"]!).ShouldBe((int)status, text);
        ((string)problem["code"]!).ShouldBe(code, text);
        foreach (var field in new[] { "type", "title", "detail", "error", "trace_id" })
        {
            ((string?)problem[field]).ShouldNotBeNullOrEmpty($"'{field}' in {text}");
        }

        ((string)problem["error"]!).ShouldBe((string)problem["detail"]!);
        if (invalidFields.Length > 0)
        {
            problem["errors"]!.AsObject().Select(field => field.Key).ShouldBe(invalidFields, ignoreOrder: true, text);
            problem["errors"]!.AsObject().ShouldAllBe(field => field.Value!.AsArray().Count > 0);
        }

        text.ShouldNotContain("Exception", Case.Insensitive);
        text.ShouldNotContain("   at ");
        return this;
    }
}
