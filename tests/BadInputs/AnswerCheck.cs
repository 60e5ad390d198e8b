using System.Text.Json;
using System.Text.Json.Nodes;
using FocusSuite.BadInputs.Wire;

namespace FocusSuite.BadInputs;

/// <summary>Whether an answer is one that the contract knows.</summary>
public static class AnswerCheck
{
    private static readonly string[] Members = ["type", "title", "status", "detail", "error", "code", "trace_id"];

    // What tells of the inside: code, libraries, servers, tables, places.
    private static readonly string[] InternalWords =
    [
        "exception", "stack", "   at ", ".cs:", "system.", "microsoft", "aspnet", "kestrel", "yarp", "grpc", "protobuf", "npgsql",
        "postgres",
        "entityframework", "efcore", "mongo", "bson",
        "rabbit", "amqp", "masstransit", "newtonsoft", "utf8jsonreader", "bytepositioninline", "linenumber", "nullreference",
        "object reference",
        "sqlstate", "relation \"", "duplicate key",
        "violates", "constraint", "select ", "insert into", "login_failures", "sign_ins", "signing_keys", "focus_", "focus.", "v1.",
        "/tmp", "/home",
        "/usr", "/work", "127.0.0.1", "localhost", "::1",
        "http2", "h2c", "rst_stream", "tryparse", "deserializ", "cancellationtoken", "idx10",
    ];

    /// <summary>
    /// What is wrong with the answer to an input while something is broken: that it cannot be answered now may be said too, in the one
    /// shape.
    /// </summary>
    public static string? FaultWhileBroken(PublicRoute route, BadInput input, RawAnswer answer) => answer.Status is 503 or 504
        ? OfProblemBody(route, input, answer) ?? LeakIn(answer)
        : FaultOf(route, input, answer);

    /// <summary>What is wrong with the answer to an input; null where nothing is.</summary>
    public static string? FaultOf(PublicRoute route, BadInput input, RawAnswer answer)
    {
        if (answer.Headers.Any(header => header.Key.StartsWith("x-injected", StringComparison.OrdinalIgnoreCase)))
        {
            return "a header was injected";
        }

        return answer.Status switch
        {
            >= 500 => "a server error",
            >= 400 => input.IsNoHttp && answer.Body.Length == 0 ? null : OfRefusal(route, input, answer),
            >= 300 => "a redirect",
            101 when route.IsStream => null,
            < 200 => "an unexpected status",
            _ => OfSuccess(route, input, answer),
        };
    }

    private static string? OfRefusal(PublicRoute route, BadInput input, RawAnswer answer) =>
        OfProblemBody(route, input, answer) is { } fault ? fault
        : input.Verdict == Verdict.Unauthorized && answer.Status != 401 ? "no 401"
        : answer.Status == 401 && !answer.Headers.GetValueOrDefault("www-authenticate", "").StartsWith("Bearer", StringComparison.Ordinal)
            ? "no WWW-Authenticate"
        : answer.Status == 405 && !answer.Headers.ContainsKey("allow") ? "no Allow"
        : answer.Status == 429 && !answer.Headers.ContainsKey("retry-after") ? "no Retry-After"
        : LeakIn(answer);

    /// <summary>What a text tells of the inside; null where it tells nothing.</summary>
    public static string? LeakIn(string text) =>
        InternalWords.FirstOrDefault(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } leak
            ? $"tells of the inside: {leak}"
            : null;

    private static string? LeakIn(RawAnswer answer) => LeakIn(answer.Body);

    private static string? OfProblemBody(PublicRoute route, BadInput input, RawAnswer answer) =>
        answer.ContentType != "application/problem+json" ? $"content type {answer.ContentType}"
        : input.Request.Method == "HEAD" ? null
        : answer.Json() is JsonObject problem ? OfProblem(route, input, answer.Status, problem)
        : "no JSON object";

    private static string? OfProblem(PublicRoute route, BadInput input, int status, JsonObject problem)
    {
        var optional = route.HasEnvelope && (!input.MayBeElsewhere || problem.ContainsKey("message"))
            ? new[] { "message", "errors" } : problem.ContainsKey("errors") ? ["errors"] : [];
        var names = problem.Select(member => member.Key).Order(StringComparer.Ordinal);
        if (!names.SequenceEqual(Members.Concat(optional).Order(StringComparer.Ordinal))
            && !names.SequenceEqual(Members.Order(StringComparer.Ordinal)))
        {
            return $"members {string.Join(", ", names)}";
        }

        if (Members.Where(name => name != "status").Any(name =>
            problem[name] is not JsonValue text || text.GetValueKind() != JsonValueKind.String || (string)text! is ""))
        {
            return "an empty member";
        }

        var isValid = (int)problem["status"]! == status && (string)problem["error"]! == (string)problem["detail"]!;
        var errors = problem["errors"] as JsonObject;
        var saysWhere = errors is { Count: > 0 }
            && errors.All(
                field => field.Value is JsonArray { Count: > 0 } texts && texts.All(text => text?.GetValueKind() == JsonValueKind.String));
        return !isValid ? "status or error differ"
            : (string)problem["code"]! == "VALIDATION_FAILED" ? (saysWhere ? null : "no errors")
            : errors is { Count: > 0 } || (errors is not null && !route.HasEnvelope) ? "errors without invalid fields" : null;
    }

    private static string? OfSuccess(PublicRoute route, BadInput input, RawAnswer answer)
    {
        // Who says that it speaks gRPC is refused in gRPC's way: with HTTP's 200, a status of its own and no message.
        if (answer.ContentType.StartsWith("application/grpc", StringComparison.Ordinal)
            && input.Name.Contains("gRPC", StringComparison.Ordinal))
        {
            return answer.Headers.GetValueOrDefault("grpc-status") == "0" || answer.Body.Contains('{', StringComparison.Ordinal)
                ? "success"
                : null;
        }

        if (input.Verdict is not (Verdict.Any or Verdict.OddHttp))
        {
            return $"accepted {answer.ContentType}";
        }

        if (answer.IsStream)
        {
            return route.IsStream || input.MayBeElsewhere ? null : "a stream";
        }

        // The answer to HEAD has no body, that to OPTIONS needs none.
        if (input.Request.Method is "HEAD" or "OPTIONS")
        {
            return null;
        }

        return !answer.ContentType.StartsWith("application/json", StringComparison.Ordinal) ? $"content type {answer.ContentType}"
            : answer.Json() is not { } body ? "no JSON"
            : input.MayBeElsewhere ? null
            : MessageForm.FaultOf(route.Method, body);
    }
}
