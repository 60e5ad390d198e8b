using System.IO.Compression;
using System.Text;
using FocusSuite.Gateway.Tests.Support;

namespace FocusSuite.Gateway.Tests.Web;

/// <summary>A gateway, and a folder as the web client's build leaves it. Beside the folder lie files that are nobody's.</summary>
public sealed class BuiltClient : IAsyncLifetime
{
    public const string Script = "/assets/index-abc123.js";
    public const string Secret = "marked secret";

    private readonly string _root = Directory.CreateTempSubdirectory("client-").FullName;

    public static string Page => "<!doctype html><title>The client</title>";

    /// <summary>Long enough to be compressed by the gateway, were it not compressed already.</summary>
    public static string ScriptText { get; } = string.Concat(Enumerable.Repeat("console.log('focus');\n", 200));

    public static byte[] CompressedScript { get; } = Compress(ScriptText);

    public string Folder => Path.Combine(_root, "web");

    public GatewayUnderTest Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Write("index.html", Encoding.UTF8.GetBytes(Page));
        Write("index.html.br", Compress(Page));
        Write("sw.js", "self.skipWaiting();"u8);
        Write("manifest.webmanifest", "{}"u8);
        Write("icon.svg", "<svg/>"u8);
        Write("notes.unknown", "of no known kind"u8);
        Write(Script[1..], Encoding.UTF8.GetBytes(ScriptText));
        Write(Script[1..] + ".br", CompressedScript);
        File.WriteAllText(Path.Combine(_root, "secret.txt"), Secret);
        Directory.CreateDirectory(Path.Combine(_root, "web-other"));
        File.WriteAllText(Path.Combine(_root, "web-other", "secret.txt"), Secret);
        Gateway = await GatewayUnderTest.StartAsync(("Gateway:WebFolder", Folder));
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    public static byte[] Compress(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private void Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
