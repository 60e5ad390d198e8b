using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace GrpcTranscoding.Proxying;

/// <summary>Makes a unary gRPC call to one destination with the HTTP client of its cluster, and waits for its end.</summary>
internal sealed class UnaryInvoker(TranscodingOptions options, GrpcRequestFactory requests, TimeProvider time, ILogger<UnaryInvoker> logger)
{
    /// <summary>What is wrong with an answer that ends too early.</summary>
    public const string NoStatus = "there is no grpc-status";

    /// <summary>What is wrong with an answer of none or several messages where one is due.</summary>
    public const string NotOneMessage = "there is not exactly one message";

    public async Task<(GrpcOutcome Outcome, ForwarderError Error, Exception? Exception)> InvokeAsync(
        HttpContext context, TranscodedCall call, string prefix, HttpMessageInvoker client, ForwarderRequestConfig config)
    {
        var (deadline, isWhole) = DeadlineOf(call);
        if (deadline <= TimeSpan.Zero && deadline != Timeout.InfiniteTimeSpan)
        {
            call.IsOverdue = true;
            return (GrpcStatusReader.Failed(Problems.DeadlineExceeded), TimedOut(call), null);
        }

        call.WasNeverSent = false;
        using var timer = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.RequestAborted);
        try
        {
            using var request = requests.Make(context, call.Binding, new ReadOnlyMemoryContent(call.Frame()), prefix, config, deadline);
            using var response = await client.SendAsync(request, either.Token);
            var outcome = GrpcStatusReader.Early(response) ?? await ReadAsync(call, response, either.Token);
            if (outcome.Failure is not null && (int)response.StatusCode != StatusCodes.Status200OK)
            {
                Log.Unusable(logger, call.Binding.GrpcPath, $"its HTTP status is {(int)response.StatusCode}");
            }

            // The service knows the deadline of the try, and may be the first to say that it has passed.
            call.IsOverdue = isWhole && outcome.Status == GrpcStatusMap.DeadlineExceeded;
            return (outcome, ErrorOf(outcome), null);
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested)
        {
            call.IsOverdue = isWhole;
            if (!call.IsClientsDeadline)
            {
                Log.DeadlineExceeded(logger, call.Binding.GrpcPath);
            }

            return (GrpcStatusReader.Failed(Problems.DeadlineExceeded), TimedOut(call), e);
        }
        catch (OperationCanceledException e) when (context.RequestAborted.IsCancellationRequested)
        {
            return (GrpcStatusReader.Failed(Problems.Internal), ForwarderError.RequestCanceled, e);
        }
        catch (Exception e) when (DestinationFaults.UnusableAnswer(e) is { } fault)
        {
            Log.Unusable(logger, call.Binding.GrpcPath, fault);
            return (GrpcStatusReader.Failed(Problems.BadGateway), ForwarderError.ResponseBodyDestination, e);
        }
        catch (Exception e) when (DestinationFaults.Is(e) || e is OperationCanceledException)
        {
            call.WasNeverSent = DestinationFaults.IsNoConnection(e);
            Log.Unreachable(logger, call.Binding.GrpcPath, prefix, e.Message);
            return (GrpcStatusReader.Failed(Problems.Unavailable), ForwarderError.Request, e);
        }
    }

    /// <summary>What is left of the call's time, or the time of one try where another destination could be tried after it.</summary>
    private (TimeSpan Deadline, bool IsWhole) DeadlineOf(TranscodedCall call)
    {
        var began = call.Began ??= time.GetTimestamp();
        var ours = options.DeadlineOf(call.Binding.Method);
        var left = GrpcTimeout.Smaller(call.ClientTimeout, ours);
        if (left != Timeout.InfiniteTimeSpan)
        {
            left -= time.GetElapsedTime(began);
        }

        var isWhole = !call.HasOtherDestinations || options.TryTimeout == Timeout.InfiniteTimeSpan
            || (left != Timeout.InfiniteTimeSpan && left <= options.TryTimeout);
        call.IsClientsDeadline = isWhole && call.ClientTimeout != Timeout.InfiniteTimeSpan
            && (ours == Timeout.InfiniteTimeSpan || call.ClientTimeout < ours);
        return (isWhole ? left : options.TryTimeout, isWhole);
    }

    // A client that gives no time must not make a destination look ill.
    private static ForwarderError TimedOut(TranscodedCall call) =>
        call.IsClientsDeadline ? ForwarderError.RequestCanceled : ForwarderError.RequestTimedOut;

    // Passive health checks count what the destination, not the call, is to blame for.
    private static ForwarderError ErrorOf(GrpcOutcome outcome) =>
        outcome.Failure is not null ? ForwarderError.ResponseBodyDestination
        : outcome.Status == GrpcStatusMap.Unavailable ? ForwarderError.Request
        : ForwarderError.None;

    /// <summary>Reads the one message of the answer and then its end, since only then the trailers are there.</summary>
    private async ValueTask<GrpcOutcome> ReadAsync(TranscodedCall call, HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var frames = new GrpcFrameReader(stream, options.Json.MaxMessageBytes);
        var message = await frames.ReadAsync(cancellation);
        var hasEnded = frames.Fault is null && (message is null || await frames.EndsAsync(cancellation));
        var outcome = GrpcStatusReader.Late(response);
        if (outcome is { Status: not GrpcStatusMap.Ok })
        {
            return outcome;
        }

        if (message is null || !hasEnded || outcome is null)
        {
            // The status comes behind the last message, so that of two messages none is known yet.
            Log.Unusable(logger, call.Binding.GrpcPath, frames.Fault ?? (outcome is null && hasEnded ? NoStatus : NotOneMessage));
            return GrpcStatusReader.Failed(Problems.BadGateway);
        }

        return outcome.WithPayload(frames.TakeBuffer(), message.Value);
    }
}
