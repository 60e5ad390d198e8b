using System.Net;
using System.Net.Http.Headers;
using GrpcTranscoding.Binding;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace GrpcTranscoding.Proxying;

/// <summary>Makes the HTTP/2 request of a gRPC call, with the metadata that the client's request gives it.</summary>
internal sealed class GrpcRequestFactory(TranscodingOptions options)
{
    private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");

    public HttpRequestMessage Make(
        HttpContext context, HttpBinding binding, HttpContent content, string prefix, ForwarderRequestConfig config, TimeSpan deadline)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, string.Concat(prefix.AsSpan().TrimEnd('/'), binding.GrpcPath))
        {
            Version = config.Version ?? HttpVersion.Version20,
            VersionPolicy = config.VersionPolicy ?? HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        content.Headers.ContentType = Grpc;
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity");
        if (deadline != Timeout.InfiniteTimeSpan)
        {
            request.Headers.TryAddWithoutValidation(GrpcTimeout.Header, GrpcTimeout.Text(deadline));
        }

        foreach (var name in options.RequestHeaders)
        {
            if (context.Request.Headers.TryGetValue(name, out var values))
            {
                request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        if (context.Connection.RemoteIpAddress is { } address)
        {
            // The gateway's own view: what a client says of itself is not passed on.
            request.Headers.TryAddWithoutValidation(
                "x-forwarded-for", (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
        }

        return request;
    }
}
