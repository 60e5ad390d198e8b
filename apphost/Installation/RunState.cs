using System.Text.Json;
using System.Text.Json.Serialization;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost.Installation;

/// <summary>What a running system tells other commands about itself, in a file.</summary>
internal sealed record RunState
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public required ProcessIdentity Process { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public bool IsReady { get; init; }

    public string? GatewayUrl { get; init; }

    public string? GatewayGrpcUrl { get; init; }

    public string? IdentityUrl { get; init; }

    public string? DashboardUrl { get; init; }

    public string DocumentsIn { get; init; } = "";

    public IReadOnlyList<Part> Parts { get; init; } = [];

    public static RunState? Load(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<RunState>(File.ReadAllText(file), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Save(string file)
    {
        // Readers see the old file or the new one, never half of it.
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this, Json));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>One part as it was when the system became ready.</summary>
    internal sealed record Part(string Name, int? ProcessId, string? Address, Readiness Readiness, string LogFile, string? MetricsUrl = null);
}
