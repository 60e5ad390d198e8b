using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Streaming;

/// <summary>
/// A browser can give a WebSocket no Authorization header. It can offer subprotocols, though: one that begins with the configured prefix
/// carries the access token. It is in no URL, so it gets into no log of addresses. A browser that offers something must be answered with
/// one of its offers: it is another one if there is one, so that the token does not come back, and the token's own where it was offered
/// alone.
/// </summary>
internal static class WebSocketTokens
{
    private static readonly SearchValues<char> TokenLetters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static void Apply(HttpContext context, TranscodingOptions options)
    {
        if (options.WebSocketTokenPrefix is not { } prefix || !string.IsNullOrEmpty(context.Request.Headers.Authorization))
        {
            return;
        }

        if (context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(
            p => p.StartsWith(prefix, StringComparison.Ordinal)) is { } protocol)
        {
            context.Request.Headers.Authorization = "Bearer " + protocol[prefix.Length..];
        }
    }

    public static string? ChosenProtocol(HttpContext context, TranscodingOptions options)
    {
        // Only what HTTP calls a token can be named in the answer.
        var offered = context.WebSockets.WebSocketRequestedProtocols.Where(IsToken).ToList();
        return offered.Find(p => options.WebSocketTokenPrefix is not { } prefix || !p.StartsWith(prefix, StringComparison.Ordinal))
            ?? offered.FirstOrDefault();
    }

    private static bool IsToken(string protocol) => protocol.Length > 0 && !protocol.AsSpan().ContainsAnyExcept(TokenLetters);
}
