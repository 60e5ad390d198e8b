namespace FocusSuite.Documents;

/// <summary>A document as it was read.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="Document">Its state.</param>
/// <param name="Version">Its version, from 1, one more with every save.</param>
public sealed record Versioned<T>(T Document, long Version)
    where T : class;
