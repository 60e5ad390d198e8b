using System.Net;
using System.Net.Http.Headers;

namespace GrpcTranscoding.Health;

/// <summary>gRPC's health protocol (<c>grpc.health.v1</c>), as far as one question goes: does this server serve?</summary>
public static class GrpcHealth
{
    /// <summary>The name of the policy for YARP's active health checks: <c>HealthCheck:Active:Policy</c> of a cluster.</summary>
    public const string PolicyName = "GrpcHealth";

    private const string Path = "/grpc.health.v1.Health/Check";

    /// <summary>Makes the question.</summary>
    /// <param name="address">The server's address.</param>
    /// <returns>The request.</returns>
    public static HttpRequestMessage CreateRequest(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        // An empty message asks for the server as a whole.
        var request = new HttpRequestMessage(HttpMethod.Post, address.TrimEnd('/') + Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        return request;
    }

    /// <summary>Reads the answer. A server that answers gRPC but does not know the protocol is taken to serve.</summary>
    /// <param name="response">The response.</param>
    /// <param name="body">Its body.</param>
    /// <returns>Whether the server serves.</returns>
    public static bool IsServing(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(response);
        // SERVING is field 1 with the value 1.
        return response.IsSuccessStatusCode && (body.EndsWith((ReadOnlySpan<byte>)[0x08, 0x01]) || IsUnimplemented(response));
    }

    private static bool IsUnimplemented(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("grpc-status", out var status) && status.ToString() == "12";
}
