using GrpcTranscoding.Streaming;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// YARP's forwarder with one more thing that it can forward. Everything before it (routes, clusters, health, load balancing, affinity) is
/// YARP's own: it hands over the destination it chose and the cluster's client, and a transcoded call goes there in one hop.
/// </summary>
internal sealed class TranscodingForwarder(
    IHttpForwarder plain, UnaryInvoker unary, StreamInvoker streams, TranscodingOptions options, TimeProvider time,
    ILogger<TranscodingForwarder> logger) : IHttpForwarder
{
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig,
        HttpTransformer transformer) =>
        SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, CancellationToken.None);

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        ForwarderRequestConfig requestConfig,
        HttpTransformer transformer,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<TranscodedCall>() is { } call
            ? SendAsync(context, call, destinationPrefix, httpClient, requestConfig)
            : context.Features.Get<NativeCall>() is { } native
                ? SendAsync(context, native, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken)
                : plain.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
    }

    /// <summary>
    /// Sends a native call as it came, with an end: the smaller of its caller's deadline and ours. YARP's own bound is one on silence, and
    /// a stream may be silent for as long as it likes.
    /// </summary>
    private async ValueTask<ForwarderError> SendAsync(
        HttpContext context, NativeCall call, string prefix, HttpMessageInvoker client, ForwarderRequestConfig config,
        HttpTransformer transformer,
        CancellationToken cancellationToken)
    {
        var isStream = call.Method.IsClientStreaming || call.Method.IsServerStreaming;
        var ours = isStream ? options.StreamDeadlineOf(call.Method) : options.DeadlineOf(call.Method);
        var deadline = GrpcTimeout.Smaller(call.Timeout, ours);
        if (deadline != Timeout.InfiniteTimeSpan)
        {
            deadline = TimeSpan.FromTicks(Math.Max(0, (deadline - time.GetElapsedTime(call.Arrived)).Ticks));
            context.Request.Headers[GrpcTimeout.Header] = GrpcTimeout.Text(deadline);
        }

        using var timer = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var error = await plain.SendAsync(
            context, prefix, client, config with { ActivityTimeout = Timeout.InfiniteTimeSpan }, transformer, either.Token);
        if (!timer.IsCancellationRequested || error == ForwarderError.None)
        {
            return error;
        }

        Log.DeadlineExceeded(logger, call.Method.FullName);
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }

        // Read by passive health checks: that a caller has less time than others says nothing about the destination.
        var isTheirs = call.Timeout != Timeout.InfiniteTimeSpan && GrpcTimeout.Smaller(call.Timeout, ours) == call.Timeout;
        var end = isTheirs ? ForwarderError.RequestCanceled : ForwarderError.RequestTimedOut;
        context.Features.Set<IForwarderErrorFeature>(new ErrorFeature(end, null));
        return end;
    }

    private async ValueTask<ForwarderError> SendAsync(
        HttpContext context, TranscodedCall call, string prefix, HttpMessageInvoker client, ForwarderRequestConfig config)
    {
        var (outcome, error, exception) = call.Binding.IsStreaming
            ? await streams.InvokeAsync(context, call, prefix, client, config)
            : await unary.InvokeAsync(context, call, prefix, client, config);
        call.Outcome?.Dispose();
        call.Outcome = outcome;
        if (error != ForwarderError.None)
        {
            // Read by passive health checks.
            context.Features.Set<IForwarderErrorFeature>(new ErrorFeature(error, exception));
        }

        return error;
    }

    private sealed record ErrorFeature(ForwarderError Error, Exception? Exception) : IForwarderErrorFeature;
}
