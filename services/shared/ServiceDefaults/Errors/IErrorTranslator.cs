using FocusSuite.Protocol.Errors;

namespace FocusSuite.ServiceDefaults.Errors;

/// <summary>Knows the errors of something that a service stands on, e.g. its database, and what a caller is told of those that nobody
/// handled.</summary>
public interface IErrorTranslator
{
    /// <summary>What a caller is told.</summary>
    /// <param name="exception">What a method threw.</param>
    /// <returns>An error of the table; null for what the translator does not know.</returns>
    ErrorCode? Translate(Exception exception);
}
