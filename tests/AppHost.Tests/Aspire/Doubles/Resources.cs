namespace Aspire.Hosting.ApplicationModel;

// Doubles of the members of Aspire that apphost/Aspire uses: the signatures of docs/decisions/0012, and a record of what was said with them.

internal interface IResource
{
    string Name { get; }
}

internal interface IResourceBuilder<out T>
    where T : IResource
{
    T Resource { get; }

    IDistributedApplicationBuilder ApplicationBuilder { get; }
}

internal interface IResourceWithArgs : IResource;

internal interface IResourceWithConnectionString : IResource;

internal interface IResourceWithEndpoints : IResource;

internal interface IResourceWithEnvironment : IResource;

internal interface IResourceWithWaitSupport : IResource;

internal abstract class Resource(string name) : IResource
{
    public string Name { get; } = name;
}

internal class ContainerResource(string name) : Resource(name), IResourceWithArgs
{
    public List<string> Args { get; } = [];
}

internal sealed class PostgresServerResource(string name) : ContainerResource(name);

internal sealed class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource parent) : Resource(name), IResourceWithConnectionString
{
    public string DatabaseName { get; } = databaseName;

    public PostgresServerResource Parent { get; } = parent;
}

internal sealed class MongoDBServerResource(string name) : ContainerResource(name);

internal sealed class MongoDBDatabaseResource(string name, string databaseName, MongoDBServerResource parent) : Resource(name), IResourceWithConnectionString
{
    public string DatabaseName { get; } = databaseName;

    public MongoDBServerResource Parent { get; } = parent;
}

internal sealed class RabbitMQServerResource(string name) : ContainerResource(name), IResourceWithConnectionString;

internal sealed class ParameterResource(string name, string value, bool secret) : Resource(name)
{
    public string Value { get; } = value;

    public bool Secret { get; } = secret;
}

internal sealed class ProjectResource(string name, string path, ProjectResourceOptions options)
    : Resource(name), IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithWaitSupport
{
    public string Path { get; } = path;

    public ProjectResourceOptions Options { get; } = options;

    /// <summary>Which endpoints Aspire tells of by variables of its own, ASPNETCORE_URLS above all.</summary>
    public Func<EndpointAnnotation, bool> InEnvironment { get; set; } = _ => true;

    public List<EndpointAnnotation> Endpoints { get; } = [];

    public Dictionary<string, ReferenceExpression> Environment { get; } = [];

    public List<IResource> WaitsFor { get; } = [];

    public List<string> HealthChecks { get; } = [];
}
