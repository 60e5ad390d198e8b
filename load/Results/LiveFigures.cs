namespace FocusSuite.Load.Results;

/// <summary>Live timers that users held open during a load.</summary>
/// <param name="Open">How many were open at its end.</param>
/// <param name="Losses">How often one could not be opened, or was cut off and opened again.</param>
public sealed record LiveFigures(int Open, int Losses);
