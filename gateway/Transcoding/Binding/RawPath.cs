using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GrpcTranscoding.Binding;

/// <summary>
/// The path of a request as its client wrote it. The server's own has been decoded, and no longer tells an escaped slash from an escaped
/// percent sign in front of "2F", nor a colon that was escaped from one that parts a verb.
/// </summary>
internal static class RawPath
{
    public static string Of(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "";
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (!request.PathBase.HasValue && target.StartsWith(path, StringComparison.Ordinal) && !path.Contains('%', StringComparison.Ordinal)
            && (target.Length == path.Length || target[path.Length] == '?'))
        {
            return path;
        }

        return FromTarget(target, request.PathBase.Value ?? "", path) ?? request.Path.ToUriComponent();
    }

    /// <summary>The path inside the target, behind the base; null where the application was given another one, whose word counts.</summary>
    private static string? FromTarget(string target, string pathBase, string path)
    {
        var isAbsolute = !target.StartsWith('/');
        var raw = PathOf(target, isAbsolute);
        if (raw.IsEmpty)
        {
            return null;
        }

        var normalized = WithoutDotSegments(raw.ToString());
        // In the absolute form .NET's Uri decodes the path, slashes too.
        if (!IsSame(normalized, pathBase + path, keepsSlashes: true)
            && !(isAbsolute && IsSame(normalized, pathBase + path, keepsSlashes: false)))
        {
            return null;
        }

        var start = 0;
        for (var segments = pathBase.AsSpan().Count('/'); segments > 0 && start >= 0; segments--)
        {
            start = normalized.IndexOf('/', start + 1);
        }

        return start < 0 ? "" : normalized[start..];
    }

    private static bool IsSame(string raw, string decoded, bool keepsSlashes)
    {
        EscapedText.TryDecode(raw, isQuery: false, keepsSlashes, out var text);
        return text == decoded;
    }

    /// <summary>The path of <c>/path?query</c> or <c>http://host/path?query</c>; nothing of the other forms.</summary>
    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target, bool isAbsolute)
    {
        if (isAbsolute)
        {
            var authority = target.IndexOf("://");
            target = authority < 0 ? default : target[(authority + 3)..];
            var slash = target.IndexOfAny('/', '?');
            target = authority < 0 ? default : slash < 0 || target[slash] == '?' ? "/" : target[slash..];
        }

        var query = target.IndexOf('?');
        return query < 0 ? target : target[..query];
    }

    /// <summary>Resolves <c>.</c> and <c>..</c>, escaped or not (RFC 3986, 5.2.4), as the server has done with its own.</summary>
    private static string WithoutDotSegments(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.Contains("/%2", StringComparison.Ordinal))
        {
            return path;
        }

        var kept = new List<string>();
        var isDot = false;
        foreach (var segment in path.Split('/').Skip(1))
        {
            EscapedText.TryDecode(segment, isQuery: false, keepsSlashes: true, out var text);
            isDot = text is "." or "..";
            if (!isDot)
            {
                kept.Add(segment);
            }
            else if (text == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
        }

        return "/" + string.Join('/', kept) + (isDot && kept.Count > 0 ? "/" : "");
    }
}
