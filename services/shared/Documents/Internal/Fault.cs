namespace FocusSuite.Documents.Internal;

/// <summary>What a driver's exception means to a store.</summary>
internal enum Fault
{
    /// <summary>No fault of the database: a defect, or an answer that the store expects.</summary>
    None,

    /// <summary>Worth another attempt at once: a lost connection, a failover.</summary>
    Passing,

    /// <summary>The bounded wait is over already; another attempt is the caller's to decide.</summary>
    TimedOut,

    /// <summary>Nothing will change without an operator: refused credentials, no such database.</summary>
    Refused,
}
