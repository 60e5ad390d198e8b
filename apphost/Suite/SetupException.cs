namespace FocusSuite.AppHost;

/// <summary>Something about this machine or the command line that its user can mend; the message says how.</summary>
internal sealed class SetupException(string message, Exception? inner = null) : Exception(message, inner);
