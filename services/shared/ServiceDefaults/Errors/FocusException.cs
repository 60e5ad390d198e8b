namespace FocusSuite.ServiceDefaults.Errors;

/// <summary>A refusal that the caller is told of.</summary>
/// <param name="code">Which of the table.</param>
/// <param name="detail">A sentence for people; the code's own text when null.</param>
public sealed class FocusException(ErrorCode code, string? detail = null) : Exception(detail ?? code.Text)
{
    /// <summary>Which of the table.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>Invalid fields and what is wrong with each; empty for other errors.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>When it is worth trying again; null when unknown.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
