namespace FocusSuite.AppHost.Running;

/// <summary>Something about the machine or the command is not as it must be; the message says what to do.</summary>
public sealed class SetupException : Exception
{
    /// <summary>Says what is wrong and what to do.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public SetupException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong and what to do.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public SetupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
