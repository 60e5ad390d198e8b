namespace FocusSuite.Documents;

/// <summary>Bounds that every store keeps.</summary>
public static class DocumentLimits
{
    /// <summary>Documents in one answer, at most.</summary>
    public const int MaxRead = 500;

    /// <summary>Documents on a page when the query does not say.</summary>
    public const int DefaultPage = 50;

    /// <summary>Characters of an id, at most. Control characters are refused.</summary>
    public const int MaxIdLength = 128;
}
