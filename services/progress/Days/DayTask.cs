using System.Text.Json.Serialization;

namespace FocusSuite.Progress.Days;

/// <summary>A task of a day.</summary>
/// <param name="Text">What to do, as the template said it.</param>
/// <param name="Order">Its place, from 0.</param>
/// <param name="CompletedAt">When it was done; null while it is not.</param>
internal sealed record DayTask(string Text, int Order, DateTimeOffset? CompletedAt)
{
    [JsonIgnore]
    public bool IsCompleted => CompletedAt is not null;
}
