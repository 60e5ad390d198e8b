using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace FocusSuite.Gateway.Web;

/// <summary>
/// Tags files by what is in them. ASP.NET's own tags are made of a file's time and length: in two releases a page may have the same of
/// both, since only the names of its scripts differ and an image may set all times alike.
/// </summary>
internal sealed class FileTags
{
    // As many as there are files in the client's folder: only what was found there is asked for.
    private readonly ConcurrentDictionary<string, Tagged> _known = new(StringComparer.Ordinal);

    /// <summary>The tag of a file. Weak, since what stands between may compress it.</summary>
    public async ValueTask<EntityTagHeaderValue> OfAsync(IFileInfo file, CancellationToken cancellationToken)
    {
        var path = file.PhysicalPath!;
        if (_known.TryGetValue(path, out var known) && known.Modified == file.LastModified && known.Length == file.Length)
        {
            return known.Tag;
        }

        await using var content = file.CreateReadStream();
        var hash = await SHA256.HashDataAsync(content, cancellationToken);
        var tag = new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(hash.AsSpan(0, 16))}\"", isWeak: true);
        _known[path] = new Tagged(file.LastModified, file.Length, tag);
        return tag;
    }

    private sealed record Tagged(DateTimeOffset Modified, long Length, EntityTagHeaderValue Tag);
}
