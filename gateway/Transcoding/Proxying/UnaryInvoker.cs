using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace GrpcTranscoding.Proxying;

/// <summary>Makes a unary gRPC call to one destination with the HTTP client of its cluster, and waits for its end.</summary>
internal sealed class UnaryInvoker(TranscodingOptions options, TimeProvider time, ILogger<UnaryInvoker> logger)
{
    private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");

    public async Task<(GrpcOutcome Outcome, ForwarderError Error, Exception? Exception)> InvokeAsync(
        HttpContext context, TranscodedCall call, string prefix, HttpMessageInvoker client, ForwarderRequestConfig config)
    {
        var deadline = options.DeadlineOf(call.Binding.Method);
        using var timer = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.RequestAborted);
        try
        {
            using var request = RequestOf(context, call, prefix, config, deadline);
            using var response = await client.SendAsync(request, either.Token);
            var outcome = await OutcomeOf(response, either.Token);
            return (outcome, ErrorOf(outcome), null);
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested)
        {
            Log.DeadlineExceeded(logger, call.Binding.GrpcPath);
            return (Failed(Problems.DeadlineExceeded), ForwarderError.RequestTimedOut, e);
        }
        catch (OperationCanceledException e) when (context.RequestAborted.IsCancellationRequested)
        {
            return (Failed(Problems.Internal), ForwarderError.RequestCanceled, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Log.Unreachable(logger, call.Binding.GrpcPath, prefix, e);
            return (Failed(Problems.Unavailable), ForwarderError.Request, e);
        }
    }

    private static GrpcOutcome Failed(Problem problem) => new() { Failure = problem, Status = GrpcStatusMap.Unavailable };

    // Passive health checks count what the destination, not the call, is to blame for.
    private static ForwarderError ErrorOf(GrpcOutcome outcome) =>
        outcome.Failure is not null ? ForwarderError.ResponseBodyDestination
        : outcome.Status == GrpcStatusMap.Unavailable ? ForwarderError.Request
        : ForwarderError.None;

    private HttpRequestMessage RequestOf(HttpContext context, TranscodedCall call, string prefix, ForwarderRequestConfig config, TimeSpan deadline)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, string.Concat(prefix.AsSpan().TrimEnd('/'), call.Binding.GrpcPath))
        {
            Version = config.Version ?? HttpVersion.Version20,
            VersionPolicy = config.VersionPolicy ?? HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(call.Frame()),
        };
        request.Content.Headers.ContentType = Grpc;
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity");
        request.Headers.TryAddWithoutValidation("grpc-timeout", ((long)deadline.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + "m");
        foreach (var name in options.RequestHeaders)
        {
            if (context.Request.Headers.TryGetValue(name, out var values))
            {
                request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        if (context.Connection.RemoteIpAddress is { } address)
        {
            request.Headers.TryAddWithoutValidation("x-forwarded-for", (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
        }

        return request;
    }

    private async ValueTask<GrpcOutcome> OutcomeOf(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var status = GrpcStatusMap.FromHttp((int)response.StatusCode);
            return status == GrpcStatusMap.Unknown ? Failed(Problems.BadGateway) : new GrpcOutcome { Status = status };
        }

        // A call that fails before it answers has its status in the headers, all others have it in the trailers.
        if (StatusIn(response.Headers, response.Headers) is { } early)
        {
            return early;
        }

        var (buffer, length, fault) = await ReadMessageAsync(response, cancellation);
        var outcome = StatusIn(response.TrailingHeaders, response.Headers);
        if (outcome is { Status: not GrpcStatusMap.Ok })
        {
            Return(buffer);
            return outcome;
        }

        if (fault is not null || outcome is null)
        {
            Return(buffer);
            Log.Unusable(logger, response.RequestMessage?.RequestUri?.AbsolutePath ?? "", fault ?? "there is no grpc-status");
            return Failed(Problems.BadGateway);
        }

        return outcome.WithPayload(buffer, length);
    }

    private static GrpcOutcome? StatusIn(HttpResponseHeaders headers, HttpResponseHeaders response)
    {
        if (!headers.NonValidated.TryGetValues("grpc-status", out var text))
        {
            return null;
        }

        var message = headers.NonValidated.TryGetValues("grpc-message", out var words) ? Uri.UnescapeDataString(words.ToString()) : "";
        return new GrpcOutcome
        {
            Status = int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : GrpcStatusMap.Unknown,
            Message = message,
            DetailsBin = headers.NonValidated.TryGetValues("grpc-status-details-bin", out var details) ? details.ToString() : null,
            Headers = response,
        };
    }

    /// <summary>Reads the one message of the answer and then its end, since only then the trailers are there.</summary>
    private async ValueTask<(byte[]? Buffer, int Length, string? Fault)> ReadMessageAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var filled = await ReadAtLeastAsync(stream, buffer, 0, TranscodedCall.PrefixBytes, cancellation);
        if (filled == 0)
        {
            return (buffer, 0, "there is no message");
        }

        if (filled < TranscodedCall.PrefixBytes)
        {
            return (buffer, 0, "the message's frame is cut off");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(1));
        if (buffer[0] != 0 || length > options.Json.MaxMessageBytes)
        {
            return (buffer, 0, buffer[0] != 0 ? "the message is compressed" : "the message is too large");
        }

        var whole = TranscodedCall.PrefixBytes + (int)length;
        if (buffer.Length <= whole)
        {
            var larger = ArrayPool<byte>.Shared.Rent(whole + 1);
            buffer.AsSpan(0, filled).CopyTo(larger);
            Return(buffer);
            buffer = larger;
        }

        filled = await ReadAtLeastAsync(stream, buffer, filled, whole + 1, cancellation);
        if (filled != whole)
        {
            return (buffer, 0, filled < whole ? "the message is cut off" : "there is more than one message");
        }

        buffer.AsSpan(TranscodedCall.PrefixBytes, (int)length).CopyTo(buffer);
        return (buffer, (int)length, null);
    }

    private static async ValueTask<int> ReadAtLeastAsync(Stream stream, byte[] buffer, int filled, int wanted, CancellationToken cancellation)
    {
        while (filled < wanted)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellation);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }

    private static void Return(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
