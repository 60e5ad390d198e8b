namespace Aspire.Hosting.ApplicationModel;

internal sealed class EndpointAnnotation(string name)
{
    public string Name { get; } = name;

    public int? Port { get; set; }

    public string UriScheme { get; set; } = "tcp";

    public string Transport { get; set; } = "tcp";
}

internal enum EndpointProperty
{
    Url,
    Host,
    IPV4Host,
    Port,
    Scheme,
    TargetPort,
    HostAndPort,
    TlsEnabled,
}

internal sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName)
{
    public IResourceWithEndpoints Resource { get; } = owner;

    public string EndpointName { get; } = endpointName;

    /// <summary>Known only of what runs.</summary>
    public string Url => throw new InvalidOperationException($"The endpoint {EndpointName} of {Resource.Name} is not allocated.");

    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);
}

internal sealed class EndpointReferenceExpression(EndpointReference endpoint, EndpointProperty property)
{
    public EndpointReference Endpoint { get; } = endpoint;

    public EndpointProperty Property { get; } = property;
}
