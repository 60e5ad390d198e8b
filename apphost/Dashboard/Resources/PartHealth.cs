using System.Collections.Concurrent;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Dashboard.Resources;

/// <summary>What a part last said about its health, asked again when that is some seconds old.</summary>
internal sealed class PartHealth(TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Answer> _answers = new();

    public async Task<Answer> OfAsync(SystemPart part, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_answers.TryGetValue(part.Name, out var known) && now - known.At < MaxAge && known.ProcessId == part.ProcessId)
            return known;
        return _answers[part.Name] = new Answer(await ProblemAsync(part, ct).ConfigureAwait(false), now, part.ProcessId);
    }

    private static async Task<string?> ProblemAsync(SystemPart part, CancellationToken ct)
    {
        try
        {
            return await part.CheckHealthAsync(ct).WaitAsync(Patience, ct).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return "It does not answer.";
        }
    }

    /// <param name="Problem">What keeps it from being healthy; null when it is.</param>
    /// <param name="At">When it was asked.</param>
    /// <param name="ProcessId">Which process was asked.</param>
    internal sealed record Answer(string? Problem, DateTimeOffset At, int? ProcessId);
}
