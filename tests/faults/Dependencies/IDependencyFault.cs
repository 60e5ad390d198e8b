using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>Something that services depend on goes wrong, and stays so until it is lifted.</summary>
public interface IDependencyFault
{
    /// <summary>What goes wrong, in words.</summary>
    string Name { get; }

    /// <summary>Whether it moves a clock, so that credited time says nothing.</summary>
    bool MovesClocks => false;

    Task StrikeAsync(Lab lab, CancellationToken ct);

    Task LiftAsync(Lab lab, CancellationToken ct);
}
