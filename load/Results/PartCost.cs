namespace FocusSuite.Load.Results;

/// <summary>What a load cost a part of the system, with all that it did meanwhile for events, timers and its own upkeep.</summary>
/// <param name="Part">The part's name, e.g. <c>sessions</c>.</param>
/// <param name="ProcessorMilliseconds">Processor time, in milliseconds of one core, over all requests of the load, whichever part they were
/// for.</param>
/// <param name="ResidentMegabytes">The memory that it had at the end, in units of 1,000,000 bytes.</param>
public sealed record PartCost(string Part, double ProcessorMilliseconds, double ResidentMegabytes);
