namespace FocusSuite.AppHost.Running;

/// <summary>Runs a program that ends by itself.</summary>
internal static class OneShot
{
    /// <summary>Returns when it has ended well; says what it wrote when it has not.</summary>
    public static async Task RunAsync(ProcessSpec spec, string folder, TimeSpan timeout, CancellationToken ct)
    {
        using var log = new LogFile(Path.Combine(folder, spec.Name + ".log"));
        using var process = ManagedProcess.Start(spec, log, new PidFolder(Path.Combine(folder, "pids")));
        string? problem = null;
        try
        {
            var exitCode = await process.Exited.WaitAsync(timeout, ct).ConfigureAwait(false);
            if (exitCode != 0)
                problem = $"ended with exit code {exitCode}";
        }
        catch (TimeoutException)
        {
            problem = $"did not end within {timeout.TotalSeconds:0} s";
        }
        finally
        {
            await process.KillAsync().ConfigureAwait(false);
        }

        if (problem is not null)
            throw new PartFailedException(spec.Name, problem, log.LastLines(40), log.Path);
    }
}
