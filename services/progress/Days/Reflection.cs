namespace FocusSuite.Progress.Days;

/// <summary>A reflection on a day.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="At">When it was added.</param>
internal sealed record Reflection(string Question, string Answer, DateTimeOffset At)
{
    /// <summary>So many fit in a day.</summary>
    public const int MostInDay = 100;
}
