using System.Diagnostics;
using FocusSuite.TestSupport;

namespace FocusSuite.Deployment.Tests.Support;

/// <summary>A program called <c>kubectl</c> that writes down how it is called, and answers about jobs what the test says.</summary>
internal sealed class StandInKubectl : IDisposable
{
    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(1);

    private const string Program = """
        #!/usr/bin/env bash
        cd "$(dirname "$0")"
        call="${*//$STAND_IN_ROOT/}"
        echo "$call" >> calls
        case "$call" in
          *" get job "*)
            # The answers in their order; the last one again and again.
            n=$(( $(cat looks 2>/dev/null || echo 0) + 1 )); echo "$n" > looks
            [[ -f "jobs.$n" ]] || n=$(ls jobs.* | wc -l)
            cat "jobs.$n" ;;
          "$(cat failing 2>/dev/null)") echo "error: said the test" >&2; exit 1 ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubectl-");

    public StandInKubectl()
    {
        File.WriteAllText(PathOf("kubectl"), Program);
        File.SetUnixFileMode(PathOf("kubectl"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(PathOf("calls"), "");
    }

    /// <summary>How it was called, in order, with the repository's path left out.</summary>
    public IReadOnlyList<string> Calls => File.ReadAllLines(PathOf("calls"));

    /// <summary>What each question for the jobs is answered: a job a line with its conditions.</summary>
    public void AnswerAboutJobs(params string[] answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            File.WriteAllText(PathOf($"jobs.{i + 1}"), answers[i] + "\n");
        }
    }

    /// <summary>Lets one call fail.</summary>
    public void Fail(string call) => File.WriteAllText(PathOf("failing"), call);

    /// <summary>Runs the release of an overlay against it.</summary>
    public async Task<(int Code, string Errors)> ReleaseAsync(string overlay, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Repository.PathOf("deploy/release.sh"), overlay])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
                ["RELEASE_PAUSE"] = "0",
                ["STAND_IN_ROOT"] = Repository.Root + "/",
            },
        })!;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(RunTimeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var errors = await process.StandardError.ReadToEndAsync(bound.Token);
            await output;
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode, errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
