using FocusSuite.Insights.Domain.StreakCare;

namespace FocusSuite.Insights.Persistence;

/// <summary>What a person has set for the streak.</summary>
internal sealed class StreakSettingsRow
{
    public required long UserId { get; init; }

    /// <summary>Read and written whole.</summary>
    public required StreakSettings Settings { get; set; }

    public uint Version { get; init; }
}
