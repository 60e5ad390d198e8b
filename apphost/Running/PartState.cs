namespace FocusSuite.AppHost.Running;

/// <summary>Where a part of the system stands.</summary>
public enum PartState
{
    /// <summary>It does not run, and nobody expects it to.</summary>
    Stopped,

    /// <summary>Its process runs; it has not said yet that it is healthy.</summary>
    Starting,

    /// <summary>It runs and has been healthy.</summary>
    Running,

    /// <summary>It ended by itself.</summary>
    Failed,
}
