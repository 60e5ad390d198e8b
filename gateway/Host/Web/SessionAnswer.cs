using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FocusSuite.Gateway.Web;

/// <summary>Takes the refresh token out of an answer with tokens.</summary>
internal static class SessionAnswer
{
    // The text goes to JSON clients, never into a page: names stay readable, as in all other answers.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer without its refresh token, and the token.</summary>
    /// <exception cref="InvalidOperationException">There is none where it belongs. Then nothing of the answer may go out.</exception>
    public static (ReadOnlyMemory<byte> Body, string Token) Split(ReadOnlySpan<byte> body)
    {
        var answer = JsonNode.Parse(body);
        if (answer?["results"]?["data"]?["tokens"] is not JsonObject tokens
            || !tokens.Remove("refresh", out var refresh)
            || (string?)refresh is not { Length: > 0 } token)
        {
            throw new InvalidOperationException("The answer of a sign-in has no refresh token.");
        }

        var output = new ArrayBufferWriter<byte>(body.Length);
        using (var json = new Utf8JsonWriter(output, Readable))
        {
            answer.WriteTo(json);
        }

        return (output.WrittenMemory, token);
    }
}
