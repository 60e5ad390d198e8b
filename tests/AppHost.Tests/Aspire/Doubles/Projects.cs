using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

internal sealed class ProjectResourceOptions
{
    public bool ExcludeLaunchProfile { get; set; }

    public bool ExcludeKestrelEndpoints { get; set; }
}

internal static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, string projectPath, Action<ProjectResourceOptions> configure)
    {
        var options = new ProjectResourceOptions();
        configure(options);
        return builder.AddResource(new ProjectResource(name, projectPath, options));
    }

    public static IResourceBuilder<ProjectResource> WithEndpointsInEnvironment(
        this IResourceBuilder<ProjectResource> builder, Func<EndpointAnnotation, bool> filter)
    {
        builder.Resource.InEnvironment = filter;
        return builder;
    }
}

internal static class ResourceBuilderExtensions
{
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);

    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs => builder.Record<T, ContainerResource>(container => container.Args.AddRange(args));

    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints => builder.Record<T, ProjectResource>(project =>
        {
            var endpoint = project.Endpoints.Find(endpoint => endpoint.Name == endpointName);
            if (endpoint is null)
            {
                project.Endpoints.Add(endpoint = new EndpointAnnotation(endpointName));
            }

            callback(endpoint);
        });

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithEnvironment => builder.Record<T, ProjectResource>(project => project.Environment[name] = value);

    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource => builder.Record<T, ProjectResource>(project => project.HealthChecks.Add(key));

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.Record<T, ProjectResource>(project => project.WaitsFor.Add(dependency.Resource));

    private static IResourceBuilder<T> Record<T, TResource>(this IResourceBuilder<T> builder, Action<TResource> write)
        where T : IResource
    {
        write((TResource)(object)builder.Resource);
        return builder;
    }
}
