namespace FocusSuite.Documents;

/// <summary>A page token that this index did not give: the caller's mistake, not a fault.</summary>
public sealed class InvalidPageTokenException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    public InvalidPageTokenException()
        : base("The page token is not valid.")
    {
    }
}
