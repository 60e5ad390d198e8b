using Spectre.Console;

namespace FocusSuite.AppHost.Progress;

/// <summary>Chooses how a start is shown: as a live table on a terminal, as lines elsewhere.</summary>
internal static class StartDisplay
{
    public static Task<T> RunAsync<T>(TextWriter output, bool plain, Func<IStartView, Task<T>> start) =>
        plain || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive
            ? start(new LineView(output.WriteLine))
            : new LiveView().RunAsync(start);
}
