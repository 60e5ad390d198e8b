using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

internal interface IDistributedApplicationBuilder
{
    IServiceCollection Services { get; }

    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    DistributedApplication Build();
}

internal sealed class DistributedApplication
{
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new RecordingBuilder();

    public Task RunAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException("A double runs nothing.");
}

internal sealed partial class RecordingBuilder : IDistributedApplicationBuilder
{
    private readonly List<IResource> _resources = [];

    public IReadOnlyList<IResource> Resources => _resources;

    public IServiceCollection Services { get; } = new ServiceCollection();

    // What Aspire itself refuses.
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (resource.Name.Length > 64 || !Name.IsMatch(resource.Name))
        {
            throw new ArgumentException($"'{resource.Name}' is no name for a resource: letters, digits and single hyphens between them.", nameof(resource));
        }

        if (_resources.Exists(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"There is a resource '{resource.Name}' already.", nameof(resource));
        }

        _resources.Add(resource);
        return new RecordingResourceBuilder<T>(resource, this);
    }

    public DistributedApplication Build() => new();

    [GeneratedRegex("^[A-Za-z](-?[A-Za-z0-9])*$")]
    private static partial Regex Name { get; }
}

internal sealed record RecordingResourceBuilder<T>(T Resource, IDistributedApplicationBuilder ApplicationBuilder) : IResourceBuilder<T>
    where T : IResource;
