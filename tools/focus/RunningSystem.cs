using System.Text.Json;

namespace FocusSuite.Focus;

/// <summary>What the AppHost tells of the system that it runs, in .focus/run.json while it does.</summary>
/// <param name="ProcessId">The AppHost's own process.</param>
/// <param name="GatewayUrl">The gateway's address for JSON and gRPC-Web.</param>
/// <param name="IdentityUrl">Identity's gRPC address.</param>
/// <param name="TimeScale">Suite seconds a real second.</param>
/// <param name="Parts">The process of each part.</param>
internal sealed record RunningSystem(int ProcessId, Uri GatewayUrl, Uri IdentityUrl, double TimeScale, IReadOnlyDictionary<string, int> Parts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The folder .focus of the repository.</summary>
    public static string Folder => Path.Combine(Environment.GetEnvironmentVariable("FOCUS_ROOT") ?? Directory.GetCurrentDirectory(), ".focus");

    /// <summary>The system that runs here.</summary>
    /// <exception cref="SetupException">None does.</exception>
    public static RunningSystem Require()
    {
        var file = Path.Combine(Folder, "run.json");
        return File.Exists(file) && JsonSerializer.Deserialize<RunningSystem>(File.ReadAllText(file), Json) is { } system && Directory.Exists($"/proc/{system.ProcessId}")
            ? system
            : throw new SetupException("No system is ready here. Start one with ./focus up, or look how far it is: ./focus status");
    }
}
