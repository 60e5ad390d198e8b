namespace FocusSuite.Documents.Internal;

/// <summary>Picks the adapter by the configuration.</summary>
internal static class DocumentBackendFactory
{
    public static DocumentBackend Create(IServiceProvider services) => throw new NotImplementedException("The adapters follow.");
}
