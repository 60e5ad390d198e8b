namespace FocusSuite.Focus;

/// <summary>Something that the user can mend; the message says how.</summary>
internal sealed class SetupException(string message, Exception? inner = null) : Exception(message, inner);
