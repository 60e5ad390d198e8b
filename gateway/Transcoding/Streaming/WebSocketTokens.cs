using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Streaming;

/// <summary>
/// A browser can give a WebSocket no Authorization header. It can offer subprotocols, though: one that begins with the configured prefix carries the
/// access token. It is not chosen, so it comes back in no answer, and it is in no URL, so it gets into no log.
/// </summary>
internal static class WebSocketTokens
{
    public static void Apply(HttpContext context, TranscodingOptions options)
    {
        if (options.WebSocketTokenPrefix is not { } prefix || !string.IsNullOrEmpty(context.Request.Headers.Authorization))
        {
            return;
        }

        if (context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(p => p.StartsWith(prefix, StringComparison.Ordinal)) is { } protocol)
        {
            context.Request.Headers.Authorization = "Bearer " + protocol[prefix.Length..];
        }
    }

    public static string? ChosenProtocol(HttpContext context, TranscodingOptions options) =>
        context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(
            p => options.WebSocketTokenPrefix is not { } prefix || !p.StartsWith(prefix, StringComparison.Ordinal));
}
