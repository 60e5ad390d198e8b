namespace GrpcTranscoding.OpenApi;

/// <summary>The documents that the application serves, in the order in which it maps them. Each is made once, when it is wanted.</summary>
internal sealed class OpenApiDocuments
{
    private readonly List<Lazy<byte[]>> _all = [];

    public Lazy<byte[]> Add(Func<byte[]> make)
    {
        var document = new Lazy<byte[]>(make);
        _all.Add(document);
        return document;
    }

    /// <summary>The first document, or null when there is none.</summary>
    public byte[]? First => _all.FirstOrDefault()?.Value;
}
