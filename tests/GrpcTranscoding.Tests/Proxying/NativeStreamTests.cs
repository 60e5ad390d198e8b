using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using GrpcTranscoding.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Yarp.ReverseProxy.Configuration;

namespace GrpcTranscoding.Tests.Proxying;

/// <summary>
/// G8: a native stream lives under every name of its type. The server's bounds on bodies are set so tight that a stream that is not freed
/// of them ends within the test.
/// </summary>
public sealed class NativeStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly Support.StreamService _service = new();
    private WebApplication _server = null!;
    private WebApplication _gateway = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var server = Http2(_ => { });
        server.Services.AddGrpc();
        server.Services.AddSingleton(_service);
        _server = server.Build();
        _server.MapGrpcService<Support.StreamService>();
        await _server.StartAsync();

        var builder = Http2(limits =>
        {
            limits.MaxRequestBodySize = 1000;
            // Anything that a person could type is too slow for it.
            limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1e9, gracePeriod: TimeSpan.FromSeconds(1.1));
        });
        builder.Services.AddReverseProxy()
            .LoadFromMemory([], [new ClusterConfig
            {
                ClusterId = "streams",
                Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = _server.Urls.Single() } },
                HttpRequest = new Yarp.ReverseProxy.Forwarder.ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromSeconds(1) },
            }])
            .AddGrpcTranscoding(options =>
            {
                options.Services.Add(Streams.Descriptor);
                options.ClusterOf = _ => "streams";
            });
        _gateway = builder.Build();
        _gateway.UseProblems();
        _gateway.UseGrpcTranscoding();
        _gateway.MapReverseProxy();
        await _gateway.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_gateway.Urls.Single()), Timeout = Bound };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    public async Task Stream_ThatIsSlow_Lives(string type)
    {
        await using var chat = await Chat.OpenAsync(_client, type);
        var since = Stopwatch.StartNew();
        var rounds = 0;

        // One small message, its echo, the next one, for longer than the server would wait.
        while (since.Elapsed < TimeSpan.FromSeconds(3.5))
        {
            await chat.SendAsync($"{rounds}");
            (await chat.ReadAsync()).ShouldBe($"echo {rounds}");
            rounds++;
        }

        rounds.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    public async Task Stream_OfManyBytes_Lives(string type)
    {
        await using var chat = await Chat.OpenAsync(_client, type);
        for (var round = 0; round < 10; round++)
        {
            await chat.SendAsync(new string('x', 1000));
            (await chat.ReadAsync()).Length.ShouldBe("echo ".Length + 1000);
        }
    }

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    public async Task ServerStream_ThatIsSilent_LivesBeyondTheClustersActivityTimeout(string type)
    {
        using var request = Chat.Request(
            "/transcoding.streams.Streams/Count", type, new ByteArrayContent(Chat.Frame(new CountRequest { To = 2, WaitAt = 2 })));
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        Tick.Parser.ParseFrom(await Chat.ReadAsync(body)).Number.ShouldBe(1);

        // Nothing for longer than the cluster's bound on silence; another stream's life is the clock.
        await Stream_ThatIsSlow_Lives(type);
        _service.Release.TrySetResult();

        Tick.Parser.ParseFrom(await Chat.ReadAsync(body)).Number.ShouldBe(2);
    }

    private static WebApplicationBuilder Http2(Action<KestrelServerLimits> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            configure(kestrel.Limits);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRoutingCore();
        return builder;
    }

    /// <summary>A bidirectional call by hand, whose type can be named as one likes.</summary>
    private sealed class Chat : IAsyncDisposable
    {
        private readonly Upload _upload = new();
        private HttpResponseMessage _response = null!;
        private Stream _body = null!;

        public static async Task<Chat> OpenAsync(HttpClient client, string type)
        {
            var chat = new Chat();
            var request = Request("/transcoding.streams.Streams/Chat", type, chat._upload);
            var answering = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            // The service answers with its first echo.
            await chat.SendAsync("first");
            chat._response = await answering.WaitAsync(Bound);
            chat._body = await chat._response.Content.ReadAsStreamAsync();
            (await chat.ReadAsync()).ShouldBe("echo first");
            return chat;
        }

        public static HttpRequestMessage Request(string path, string type, HttpContent content)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            return new HttpRequestMessage(HttpMethod.Post, path)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = content,
                Headers = { TE = { new TransferCodingWithQualityHeaderValue("trailers") } },
            };
        }

        public static byte[] Frame(IMessage message)
        {
            var frame = new byte[5 + message.CalculateSize()];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
            message.ToByteArray().CopyTo(frame, 5);
            return frame;
        }

        public static async Task<byte[]> ReadAsync(Stream body)
        {
            using var bound = new CancellationTokenSource(Bound);
            var prefix = new byte[5];
            await body.ReadExactlyAsync(prefix, bound.Token);
            var message = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
            await body.ReadExactlyAsync(message, bound.Token);
            return message;
        }

        public async Task SendAsync(string text)
        {
            var stream = await _upload.Opened.WaitAsync(Bound);
            await stream.WriteAsync(Frame(new Chunk { Text = text }));
            await stream.FlushAsync();
        }

        public async Task<string> ReadAsync() => Chunk.Parser.ParseFrom(await ReadAsync(_body)).Text;

        public async ValueTask DisposeAsync()
        {
            _upload.Close();
            await _body.DisposeAsync();
            _response.Dispose();
        }
    }

    private sealed class Upload : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Stream> Opened => _opened.Task;

        public void Close() => _closed.TrySetResult();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _opened.TrySetResult(stream);
            return _closed.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
