using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using GrpcTranscoding.Errors;

namespace GrpcTranscoding.Proxying;

/// <summary>Reads how a call ended from headers or trailers.</summary>
internal static class GrpcStatusReader
{
    /// <summary>
    /// The outcome of a response that has none to come: another server's error, or a call that failed before it answered. A success in the
    /// headers is not told here: it is an empty stream, or a unary answer without its message, and only who reads the body knows which.
    /// </summary>
    public static GrpcOutcome? Early(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var status = GrpcStatusMap.FromHttp((int)response.StatusCode);
            return status == GrpcStatusMap.Unknown ? Failed(Problems.BadGateway) : new GrpcOutcome { Status = status };
        }

        return In(response.Headers, response) is { Status: not GrpcStatusMap.Ok } failed ? failed : null;
    }

    /// <summary>The outcome in the trailers, when the body has been read to its end, or in the headers of a response without trailers; null
    /// when neither have one.</summary>
    public static GrpcOutcome? Late(HttpResponseMessage response) =>
        In(response.TrailingHeaders, response) ?? In(response.Headers, response);

    public static GrpcOutcome Failed(Problem problem) => new() { Failure = problem, Status = GrpcStatusMap.Unavailable };

    private static GrpcOutcome? In(HttpResponseHeaders headers, HttpResponseMessage response)
    {
        if (!headers.NonValidated.TryGetValues("grpc-status", out var text))
        {
            return null;
        }

        return new GrpcOutcome
        {
            Status = int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
                ? status
                : GrpcStatusMap.Unknown,
            Message = headers.NonValidated.TryGetValues("grpc-message", out var words) ? Uri.UnescapeDataString(words.ToString()) : "",
            DetailsBin = headers.NonValidated.TryGetValues("grpc-status-details-bin", out var details) ? details.ToString() : null,
            Metadata = new AnswerMetadata(response),
        };
    }
}
