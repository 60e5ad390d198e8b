using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using FocusSuite.BadInputs.Wire;

namespace FocusSuite.BadInputs.Grpc;

/// <summary>Sends bad calls to a gRPC door, byte by byte as they are.</summary>
/// <param name="door">Which door.</param>
/// <param name="address">Where it is.</param>
public sealed class GrpcSender(GrpcDoorKind door, Uri address)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    /// <summary>Sends all of them; returns what was wrong with the answers.</summary>
    public async Task<IReadOnlyList<string>> SendAsync(string path, string token, IEnumerable<BadCall> calls)
    {
        var faults = new List<string>();
        // Failed sign-ins count by address: each call has one of its own.
        foreach (var call in calls)
        {
            using var client = Client(RawConnection.NewAddress(), address);
            try
            {
                var reply = await SendAsync(client, path, token, call);
                if (GrpcReplyCheck.FaultOf(call, reply) is { } fault)
                {
                    faults.Add(
                        $"{call.Name}: {fault} (HTTP {reply.Http}, gRPC {reply.Status}) {reply.Text[..Math.Min(reply.Text.Length, 200)]}");
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                if (!call.MayBeCutOff || e is OperationCanceledException)
                {
                    faults.Add($"{call.Name}: no answer ({e.Message} {e.InnerException?.Message})");
                }
            }
        }

        return faults;
    }

    private async Task<GrpcReply> SendAsync(HttpClient client, string path, string token, BadCall call)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = door == GrpcDoorKind.Native ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(
                door == GrpcDoorKind.WebText ? Encoding.Latin1.GetBytes(call.Text ?? Convert.ToBase64String(call.Body)) : call.Body),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", call.ContentType ?? TypeOfDoor);
        if (token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (door == GrpcDoorKind.Native)
        {
            request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        }

        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
        return await ReadAsync(response, bound.Token);
    }

    private string TypeOfDoor => door switch
    {
        GrpcDoorKind.Native => "application/grpc",
        GrpcDoorKind.Web => "application/grpc-web+proto",
        _ => "application/grpc-web-text",
    };

    private async Task<GrpcReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        var (body, goesOn) = await BodyAsync(response, cancellationToken);
        var text = Encoding.Latin1.GetString(type.StartsWith("application/grpc-web-text", StringComparison.Ordinal) ? Decoded(body) : body);
        var trailers = response.TrailingHeaders.Concat(response.Headers)
            .Concat(TrailersIn(text))
                .ToLookup(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        var status = int.TryParse(trailers["grpc-status"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : (int?)null;
        var isGrpc = type.StartsWith("application/grpc", StringComparison.Ordinal);
        return new GrpcReply(
            (int)response.StatusCode,
            type,
            status,
            isGrpc ? Uri.UnescapeDataString(trailers["grpc-message"].FirstOrDefault() ?? "") : text,
            goesOn);
    }

    /// <summary>The body; of a stream that goes on, what there is when its first bytes have come.</summary>
    private static async Task<(byte[] Body, bool GoesOn)> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, timeout.Token) is > 0 and var count)
            {
                body.Write(buffer, 0, count);
                timeout.CancelAfter(TimeSpan.FromMilliseconds(300));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A live stream says more when there is more to say.
            return (body.ToArray(), true);
        }

        return (body.ToArray(), false);
    }

    // Each piece has its own padding.
    private static byte[] Decoded(byte[] text)
    {
        var bytes = new List<byte>();
        for (var at = 0; at + 4 <= text.Length; at += 4)
        {
            bytes.AddRange(Convert.FromBase64String(Encoding.Latin1.GetString(text, at, 4)));
        }

        return [.. bytes];
    }

    private static IEnumerable<KeyValuePair<string, IEnumerable<string>>> TrailersIn(string text) => text.Split('\n')
        .Select(line => (Line: line.TrimEnd('\r'), At: line.IndexOf("grpc-", StringComparison.OrdinalIgnoreCase)))
        .Where(found => found.At >= 0)
        .Select(found => found.Line[found.At..].Split(':', 2))
        .Where(parts => parts.Length == 2)
        .Select(parts => KeyValuePair.Create(parts[0], Enumerable.Repeat(parts[1].Trim(), 1)));

    private static HttpClient Client(string from, Uri address) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = address,
    };
}
