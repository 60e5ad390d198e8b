namespace FocusSuite.Domain;

/// <summary>The keys of the two clocks (<see cref="TimeProvider"/>) that a host registers.</summary>
public static class Clocks
{
    /// <summary>
    /// What users live through: days, sessions, subscriptions. Development may let it run faster. An unkeyed clock is this one.
    /// </summary>
    public const string Suite = "suite";

    /// <summary>
    /// What machines and waiting callers live through, whatever the suite's clock says: timeouts, lifetimes of tokens, load.
    /// </summary>
    public const string Real = "real";
}
