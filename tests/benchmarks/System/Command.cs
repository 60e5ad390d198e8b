using System.Globalization;
using System.Runtime.InteropServices;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>Runs a benchmark that starts processes, so that a signal ends it in order.</summary>
internal static class Command
{
    /// <param name="timeout">How long it may take.</param>
    /// <param name="run">The benchmark.</param>
    /// <returns>The exit code: 1 when something could not be measured. A missed target is a figure, not a failure.</returns>
    public static async Task<int> RunAsync(TimeSpan timeout, Func<CancellationToken, Task> run)
    {
        // The page is the same whatever the machine's language.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using CancellationTokenSource end = new(timeout);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            end.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await run(end.Token);
            return 0;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync(end.IsCancellationRequested ? "Stopped." : error.ToString());
            return 1;
        }
    }
}
