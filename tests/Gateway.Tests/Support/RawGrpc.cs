using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace FocusSuite.Gateway.Tests.Support;

/// <summary>gRPC as bytes, for what a well-behaved client would never send.</summary>
public static class RawGrpc
{
    public const string Login = "/focus.identity.v1.AuthenticationService/Login";
    public const string Active = "/focus.sessions.v1.SessionsService/GetActiveSession";
    public const string Watch = "/focus.sessions.v1.SessionsService/WatchActiveSession";

    /// <summary>One client with connections of its own.</summary>
    public static HttpClient Client(Uri address) => new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>A message with its prefix.</summary>
    public static byte[] Frame(IMessage message, byte flag = 0) => Frame(message.ToByteArray(), flag);

    /// <summary>Bytes with a prefix that says how many they are.</summary>
    public static byte[] Frame(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static HttpRequestMessage Request(
        string path, HttpContent content, string type = "application/grpc", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = content,
            Version = HttpVersion.Version20,
            // Or it would be HTTP/1.1, which is what .NET's client speaks without TLS.
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.TE.ParseAdd("trailers");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>The gRPC status that a call ended with, from headers or trailers; null without one.</summary>
    public static int? StatusOf(HttpResponseMessage response)
    {
        var text = response.TrailingHeaders.TryGetValues("grpc-status", out var late)
            || response.Headers.TryGetValues("grpc-status", out late)
            ? late.Single()
            : null;
        return text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Sends bytes as they are, and reads how the call ended.</summary>
    public static async Task<int?> CallAsync(
        HttpClient client, string path, byte[] body, string type = "application/grpc", params (string Name, string Value)[] headers)
    {
        using var request = Request(path, new ByteArrayContent(body), type, headers);
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        return StatusOf(response);
    }
}

/// <summary>A body that begins and does not come to its end until it is let.</summary>
public sealed class UnfinishedContent(byte[] beginning) : HttpContent
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the beginning has been handed over.</summary>
    public Task Begun => _begun.Task;

    public void End() => _end.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(beginning);
        await stream.FlushAsync();
        _begun.TrySetResult();
        await _end.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _begun.TrySetCanceled();
        _end.TrySetResult();
        base.Dispose(disposing);
    }
}
