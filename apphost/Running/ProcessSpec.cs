namespace FocusSuite.AppHost.Running;

/// <summary>What to run and how to end it.</summary>
internal sealed record ProcessSpec
{
    public required string Name { get; init; }

    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to set; null removes one that would be inherited.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whom to run as; null: as we are.</summary>
    public ServiceUser? User { get; init; }

    public int StopSignal { get; init; } = Posix.SigTerm;

    /// <summary>How long it may take to end by itself before it is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
