using FocusSuite.Domain;

namespace FocusSuite.Protocol.Errors;

/// <summary>A refusal that the caller is told of.</summary>
/// <param name="code">Which of the table.</param>
/// <param name="detail">A sentence for people; the code's own text when null.</param>
public sealed class ApiException(ErrorCode code, string? detail = null) : Exception(detail ?? code.Text)
{
    /// <summary>Which of the table.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>Invalid fields and what is wrong with each; empty for other errors.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>When it is worth trying again; null when unknown.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The way of a refusal from a decision to the edge.</summary>
public static class RefusalExtensions
{
    /// <summary>The refusal as the caller is told of it.</summary>
    /// <param name="refusal">What a decision came to.</param>
    /// <returns>The exception to throw at the edge.</returns>
    /// <exception cref="InvalidOperationException">The table does not know the refusal's code.</exception>
    public static ApiException ToException(this Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var code = ErrorCodes.All.First(code => code.Word == refusal.Code);
        return refusal is { Field: { } field, Detail: { } detail }
            ? new ApiException(code, $"{field}: {detail}") { Fields = new Dictionary<string, IReadOnlyList<string>> { [field] = [detail] } }
            : new ApiException(code, refusal.Detail);
    }
}
