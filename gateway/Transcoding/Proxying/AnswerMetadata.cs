using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;
using GrpcTranscoding.Codec;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// The metadata of an answer. gRPC knows one kind, and .NET two: <c>last-modified</c>, <c>expires</c>, <c>content-language</c> and some more are "headers of
/// the content" to it, and are found beside the others only by who looks for them there.
/// </summary>
internal sealed class AnswerMetadata(HttpResponseMessage response)
{
    // These belong to the hop, or to the body that the gateway makes, whatever a list of names says.
    private static readonly FrozenSet<string> Framing = new[]
    {
        "connection", "content-length", "content-type", "keep-alive", "trailer", "transfer-encoding", "upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What HTTP can carry as every server and client reads it.
    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c), '\t']);

    private readonly HttpHeadersNonValidated _headers = response.Headers.NonValidated;
    private readonly HttpHeadersNonValidated _content = response.Content.Headers.NonValidated;

    public string? Find(string name) =>
        _headers.TryGetValues(name, out var values) || _content.TryGetValues(name, out values) ? values.ToString() : null;

    /// <summary>Copies what a list names.</summary>
    /// <param name="names">The names that may go out.</param>
    /// <param name="target">The headers of the answer.</param>
    /// <param name="isError">Whether the body is the gateway's own word on an error: what describes the service's content then describes nothing.</param>
    /// <exception cref="ProtoJsonException">A value is no text that a header can carry. Nothing has been copied then.</exception>
    public void CopyTo(ISet<string> names, IHeaderDictionary target, bool isError = false)
    {
        List<(string Name, StringValues Values)>? found = null;
        Find(_headers, names, isError, ref found);
        Find(_content, names, isError, ref found);
        foreach (var (name, values) in found ?? [])
        {
            target[name] = values;
        }
    }

    /// <summary>The value, if HTTP can carry it.</summary>
    /// <exception cref="ProtoJsonException">It cannot.</exception>
    public static string Checked(string name, string value) =>
        value.AsSpan().ContainsAnyExcept(Printable)
            ? throw ProtoJsonException.NoJsonForm($"The value of the header {name} is no printable ASCII text.")
            : value;

    private static void Find(HttpHeadersNonValidated headers, ISet<string> names, bool isError, ref List<(string Name, StringValues Values)>? found)
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
        name.StartsWith("content-", StringComparison.OrdinalIgnoreCase) && !name.Equals("content-language", StringComparison.OrdinalIgnoreCase);
}
