using System.Diagnostics;
using FocusSuite.Messaging.Pipeline;

namespace FocusSuite.Faults.Hook;

/// <summary>
/// Ends a process, as SIGKILL would, where it passes a point of the pipeline for which a file of that name lies in the folder. Of other
/// assemblies it uses constants alone: not every process that loads it has them.
/// </summary>
public sealed class DeathAtPoint : IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "FOCUS_PIPELINE_POINTS";

    private readonly string _folder;

    private DeathAtPoint(string folder) => _folder = folder;

    /// <summary>The environment variables of a process that is to die at the points for which files lie in a folder.</summary>
    public static IReadOnlyDictionary<string, string> Environment(string folder) => new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(DeathAtPoint).Assembly.Location,
        [Variable] = folder,
    };

    public static void Listen(string folder) => DiagnosticListener.AllListeners.Subscribe(new Listeners(new DeathAtPoint(folder)));

    public void OnNext(KeyValuePair<string, object?> value)
    {
        var file = Path.Combine(_folder, value.Key);
        if (!File.Exists(file))
        {
            return;
        }

        try
        {
            // Of several threads or replicas the one that gets the file dies.
            File.Move(file, file + ".passed");
        }
        catch (IOException)
        {
            return;
        }

        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private sealed class Listeners(DeathAtPoint death) : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == PipelinePoints.ListenerName)
            {
                value.Subscribe(death);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
