namespace Aspire.Hosting.ApplicationModel;

/// <summary>Literal text and what is filled in when the system runs, in order.</summary>
internal sealed class ReferenceExpression(IReadOnlyList<object> parts)
{
    public IReadOnlyList<object> Parts { get; } = parts;
}

internal sealed class ReferenceExpressionBuilder
{
    private readonly List<object> _parts = [];

    public bool IsEmpty => _parts.Count == 0;

    // Aspire reads the text as a composite format.
    public void AppendLiteral(string value) => _parts.Add(value.AsSpan().IndexOfAny('{', '}') < 0
        ? value
        : throw new ArgumentException("Braces would have to be doubled.", nameof(value)));

    public void AppendValueProvider(object valueProvider, string? format = null) => _parts.Add(valueProvider switch
    {
        IResourceBuilder<IResource> { Resource: IResourceWithConnectionString or ParameterResource } builder => builder.Resource,
        EndpointReferenceExpression expression => expression,
        _ => throw new ArgumentException("Object must implement IValueProvider", nameof(valueProvider)),
    });

    public ReferenceExpression Build() => new([.. _parts]);
}
