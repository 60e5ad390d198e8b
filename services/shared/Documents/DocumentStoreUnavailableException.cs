using FocusSuite.Messaging.Consuming;

namespace FocusSuite.Documents;

/// <summary>
/// The database did not answer, or refused to work, also after the store's own bounded retries. The fate of a save is unknown then:
/// whoever retries reads first and decides on what is there.
/// </summary>
public sealed class DocumentStoreUnavailableException : Exception, ITransientFault
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="isTransient">Whether a later attempt may succeed without anybody's help.</param>
    /// <param name="innerException">The driver's exception.</param>
    public DocumentStoreUnavailableException(string message, bool isTransient, Exception innerException)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>
    /// Whether a later attempt may succeed without anybody's help (a lost connection, a failover) or not (refused credentials).
    /// </summary>
    public bool IsTransient { get; }
}
