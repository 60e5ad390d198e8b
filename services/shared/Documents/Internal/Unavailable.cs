namespace FocusSuite.Documents.Internal;

/// <summary>Makes the one exception for all faults of a database.</summary>
internal static class Unavailable
{
    public static DocumentStoreUnavailableException Of(Fault fault, Exception cause) => fault switch
    {
        Fault.Refused => new("The document store refuses this service; an operator must mend it.", isTransient: false, cause),
        Fault.TimedOut => new("The document store did not answer in time.", isTransient: true, cause),
        _ => new("The document store is not available.", isTransient: true, cause),
    };
}
