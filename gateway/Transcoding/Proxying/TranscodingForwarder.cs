using GrpcTranscoding.Streaming;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// YARP's forwarder with one more thing that it can forward. Everything before it (routes, clusters, health, load balancing, affinity) is YARP's own:
/// it hands over the destination it chose and the cluster's client, and a transcoded call goes there in one hop.
/// </summary>
internal sealed class TranscodingForwarder(IHttpForwarder plain, UnaryInvoker unary, StreamInvoker streams) : IHttpForwarder
{
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer) =>
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
            : plain.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
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
