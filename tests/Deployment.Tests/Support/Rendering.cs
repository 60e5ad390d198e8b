using System.Collections.Concurrent;
using System.Diagnostics;
using FocusSuite.TestSupport;
using k8s;

namespace FocusSuite.Deployment.Tests.Support;

/// <summary>
/// What kustomize makes of a folder of <c>deploy/</c>, by <c>kustomize</c> or <c>kubectl</c>, neither of which needs a cluster for that.
/// Read strictly into the types of Kubernetes' own description of its API: an unknown field, a wrong type or a key that stands twice is a
/// failure.
/// </summary>
internal static class Rendering
{
    private static readonly ConcurrentDictionary<string, Task<string>> Texts = new();
    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The rendered objects; skips the test where there is no kustomize.</summary>
    public static async Task<Objects> OfAsync(string folder)
    {
        Assert.SkipWhen(Tool is null, "Neither kustomize nor kubectl is on the PATH: the manifests were not rendered and not checked.");
        return new Objects(Load(await Texts.GetOrAdd(folder, RenderAsync)));
    }

    public static List<object> Load(string yaml) => KubernetesYaml.LoadAllFromString(yaml, strict: true);

    private static (string Program, string[] Arguments)? Tool { get; } =
        OnPath("kustomize") ? ("kustomize", ["build"]) : OnPath("kubectl") ? ("kubectl", ["kustomize"]) : null;

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));

    private static async Task<string> RenderAsync(string folder)
    {
        var (program, arguments) = Tool!.Value;
        using var process = Process.Start(new ProcessStartInfo(program, [.. arguments, Repository.PathOf(folder)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var bound = new CancellationTokenSource(RunTimeout);
        var errors = process.StandardError.ReadToEndAsync(bound.Token);
        var text = await process.StandardOutput.ReadToEndAsync(bound.Token);
        await process.WaitForExitAsync(bound.Token);
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} could not render {folder}: {await errors}");
    }
}
