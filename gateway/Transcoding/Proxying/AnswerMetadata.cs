using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;
using GrpcTranscoding.Codec;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// The metadata of an answer. gRPC knows one kind, and .NET two: <c>last-modified</c>, <c>expires</c>, <c>content-language</c> and some
/// more are "headers of the content" to it, and are found beside the others only by who looks for them there.
/// </summary>
internal sealed class AnswerMetadata(HttpResponseMessage response)
{
    // These belong to the hop, or to the body that the gateway makes, whatever a list of names says.
    private static readonly FrozenSet<string> Framing = new[]
    {
        "connection", "content-length", "content-type", "keep-alive", "trailer", "transfer-encoding", "upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What HTTP can carry as every server and client reads it.
    private static readonly SearchValues<char> Printable = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c), '\t']);

    private readonly HttpResponseMessage _response = response;
    private readonly HttpHeadersNonValidated _headers = response.Headers.NonValidated;
    private readonly HttpHeadersNonValidated _content = response.Content.Headers.NonValidated;

    public string? Find(string name) =>
        _headers.TryGetValues(name, out var values) || _content.TryGetValues(name, out values) ? values.ToString() : null;

    /// <summary>Copies what a list names. What stands both in the headers and in the trailers is what the headers say.</summary>
    /// <param name="names">The names that may go out.</param>
    /// <param name="target">The headers of the answer.</param>
    /// <param name="isWhole">Whether the answer has been read to its end, so that its trailers are there.</param>
    /// <param name="isError">Whether the body is the gateway's own word on an error: what describes the service's content then describes
    /// nothing.</param>
    /// <exception cref="ProtoJsonException">A value is no text that a header can carry. Nothing has been copied then.</exception>
    public void CopyTo(MetadataNames names, IHeaderDictionary target, bool isWhole = false, bool isError = false)
    {
        List<(string Name, StringValues Values)>? found = null;
        if (isWhole)
        {
            Find(_response.TrailingHeaders.NonValidated, names, isError, ref found);
        }

        Find(_headers, names, isError, ref found);
        Find(_content, names, isError, ref found);
        foreach (var (name, values) in found ?? [])
        {
            target[name] = values;
        }
    }

    /// <summary>
    /// Sends the trailers that a list names behind the body of a stream, to a client that says that it takes them: much of what stands
    /// between loses them. What no header can carry is left out, since the messages before it were good.
    /// </summary>
    public static void SendTrailers(HttpResponseMessage response, MetadataNames names, HttpContext context)
    {
        if (!context.Response.SupportsTrailers()
            || !context.Request.Headers.TE.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        foreach (var (name, values) in response.TrailingHeaders.NonValidated)
        {
            if (names.Contains(name) && !Framing.Contains(name) && values.All(v => !v.AsSpan().ContainsAnyExcept(Printable)))
            {
                context.Response.AppendTrailer(name, values.ToArray());
            }
        }
    }

    /// <summary>The value, if HTTP can carry it.</summary>
    /// <exception cref="ProtoJsonException">It cannot.</exception>
    public static string Checked(string name, string value) =>
        value.AsSpan().ContainsAnyExcept(Printable)
            ? throw ProtoJsonException.NoJsonForm($"The value of the header {name} is no printable ASCII text.")
            : value;

    private static void Find(
        HttpHeadersNonValidated headers, MetadataNames names, bool isError, ref List<(string Name, StringValues Values)>? found)
    {
        foreach (var (name, values) in headers)
        {
            if (names.Contains(name) && !Framing.Contains(name) && !(isError && DescribesContent(name)))
            {
                (found ??= []).Add((name, values.Select(v => Checked(name, v)).ToArray()));
            }
        }
    }

    private static bool DescribesContent(string name) =>
        name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("content-language", StringComparison.OrdinalIgnoreCase);
}
