using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Tests.Support;

/// <summary>A shell script in the place of a service. It is healthy once the file that it is told about exists.</summary>
internal sealed class StandIn(TemporaryFolder folder, string script, TimeSpan? startTimeout = null)
    : SystemPart("standin", folder.File("logs/standin.log"), new PidFolder(folder.File("pids")), startTimeout ?? TimeSpan.FromSeconds(20))
{
    public static CancellationToken Bounded => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public string HealthFile { get; } = folder.File("healthy");

    public string PidFile { get; } = folder.File("pids/standin.pid");

    private protected override ProcessSpec Describe() => new()
    {
        Name = Name,
        FileName = "/bin/sh",
        Arguments = ["-c", script],
        WorkingDirectory = folder.Path,
        StopTimeout = TimeSpan.FromSeconds(2),
    };

    private protected override Task PrepareAsync(CancellationToken ct)
    {
        File.Delete(HealthFile);
        return Task.CompletedTask;
    }

    private protected override Task<string?> ProblemAsync(CancellationToken ct) => Task.FromResult(File.Exists(HealthFile) ? null : "no file yet");
}
