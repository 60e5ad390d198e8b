using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace FocusSuite.Gateway.Web;

/// <summary>
/// The files of the built web client. ASP.NET's provider finds them: it never leaves the folder, whatever a path says. The folder may come
/// while the gateway runs, or be built anew.
/// </summary>
internal sealed class WebFiles(IOptions<GatewayOptions> gateway, IHostEnvironment host) : IDisposable
{
    private const string Compressed = ".br";

    private static readonly FileExtensionContentTypeProvider Types = new();

    private PhysicalFileProvider? _files;

    /// <summary>Where the client is, or would be.</summary>
    public string Folder { get; } = string.IsNullOrWhiteSpace(gateway.Value.WebFolder)
        ? Path.Combine(AppContext.BaseDirectory, "web")
        : Path.GetFullPath(gateway.Value.WebFolder, host.ContentRootPath);

    /// <summary>A file that may be sent, by its path in the folder; null for none, and for one whose kind is not known.</summary>
    public IFileInfo? Find(string path) => Types.TryGetContentType(path, out _) ? Existing(path) : null;

    /// <summary>The same file compressed by Brotli, where the build has put it beside.</summary>
    public IFileInfo? FindCompressed(string path) => Existing(path + Compressed);

    /// <summary>The content type of a file that was found.</summary>
    public static string TypeOf(string path) =>
        Types.TryGetContentType(path, out var type) && type.StartsWith("text/", StringComparison.Ordinal)
            ? $"{type}; charset=utf-8"
            : type!;

    public void Dispose() => _files?.Dispose();

    private IFileInfo? Existing(string path)
    {
        if (_files is null && Directory.Exists(Folder))
        {
            _files = new PhysicalFileProvider(Folder);
        }

        return _files?.GetFileInfo(path) is { Exists: true, IsDirectory: false } file ? file : null;
    }
}
