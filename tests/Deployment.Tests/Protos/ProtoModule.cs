using FocusSuite.TestSupport;

namespace FocusSuite.Deployment.Tests.Protos;

/// <summary>
/// Protos in a folder as Buf takes them, until the test ends: those of the suite, and google/api from the package that they are compiled
/// with, so that it is not kept twice.
/// </summary>
internal sealed class ProtoModule : IDisposable
{
    private const string Settings = "buf.yaml";

    private ProtoModule(string protos)
    {
        Folder = Directory.CreateTempSubdirectory("protos-").FullName;
        Copy(protos, Folder, "*.proto");
        File.Copy(Path.Combine(protos, Settings), Path.Combine(Folder, Settings));
        var google = Path.Combine("google", "api");
        Copy(Path.Combine(GoogleProtos(), google), Path.Combine(Folder, "third_party", google), "*.proto");
    }

    public string Folder { get; }

    /// <summary>Those of the working tree.</summary>
    public static ProtoModule OfToday() => new(Repository.PathOf("protos"));

    /// <summary>Those of a released version.</summary>
    public static async Task<ProtoModule> OfTagAsync(string tag)
    {
        var folder = Directory.CreateTempSubdirectory("release-").FullName;
        try
        {
            var archive = Path.Combine(folder, "protos.tar");
            await Tool.RequireAsync("git", Repository.Root, "archive", "--output", archive, tag, "protos");
            await Tool.RequireAsync("tar", folder, "-xf", archive);
            return new ProtoModule(Path.Combine(folder, "protos"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void Copy(string from, string to, string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(from, pattern, SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string GoogleProtos()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var newest = Directory.EnumerateDirectories(Path.Combine(packages, "google.api.commonprotos")).Order(StringComparer.Ordinal).Last();
        return Path.Combine(newest, "content", "protos");
    }
}
