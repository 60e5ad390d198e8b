using System.Text.Json.Serialization;

namespace FocusSuite.Progress.Streaks;

/// <summary>Calendar dates in a row, both ends included.</summary>
internal sealed record DateRun(DateOnly First, DateOnly Last)
{
    [JsonIgnore]
    public int Length => Last.DayNumber - First.DayNumber + 1;
}
