using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Injections;

/// <summary>A fault that strikes while users are at work.</summary>
public interface IInjection
{
    /// <summary>What it does, in words; the row of a table.</summary>
    string Name { get; }

    /// <summary>Strikes, and lifts the fault again.</summary>
    /// <param name="lab">The laboratory.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>When the fault is lifted and the system is whole.</returns>
    Task StrikeAsync(Lab lab, CancellationToken ct);
}
