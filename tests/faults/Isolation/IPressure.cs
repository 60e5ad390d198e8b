using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>Somebody who asks too much of a part of the system, or a part that does too little.</summary>
public interface IPressure
{
    /// <summary>Who or what, in words.</summary>
    string Name { get; }

    /// <summary>The routes that have nothing to do with it.</summary>
    IReadOnlyList<SteadyRoute> Others { get; }

    /// <summary>What it needs before it begins: accounts, tokens.</summary>
    Task PrepareAsync(Lab lab, CancellationToken cancellationToken);

    /// <summary>Presses until it is canceled, and then takes back what it did.</summary>
    /// <returns>What came of it for those who pressed.</returns>
    Task<string> PressAsync(Lab lab, CancellationToken cancellationToken);
}
