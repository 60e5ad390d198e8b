using System.Globalization;

namespace FocusSuite.AppHost.Servers;

/// <summary>A MongoDB server that is reached at its endpoint.</summary>
internal static class LocalMongoDb
{
    /// <summary>The server's program; null when this machine has none. Debian does not package it.</summary>
    public static string? Program => Programs.Find("mongod");

    /// <summary>Adds this machine's server, with data of its own.</summary>
    public static IResourceBuilder<MongoDbResource> AddLocalMongoDb(this IDistributedApplicationBuilder builder, string name, string program, string folder, int port) =>
        builder.AddResource(new MongoDbResource(name, program, folder))
            .WithArgs("--dbpath", folder, "--bind_ip", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--nounixsocket")
            .WithEndpoint(port: port, targetPort: port, scheme: "mongodb", name: "tcp", isProxied: false);

    /// <summary>Adds a container; Aspire's own integration is not in every registry.</summary>
    public static IResourceBuilder<MongoDbContainerResource> AddMongoDbContainer(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new MongoDbContainerResource(name)).WithImage("mongo", "8").WithVolume(name + "-data", "/data/db")
            .WithEndpoint(targetPort: 27017, scheme: "mongodb", name: "tcp");
}

/// <summary>This machine's MongoDB.</summary>
internal sealed class MongoDbResource(string name, string program, string folder) : ExecutableResource(name, program, folder), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"mongodb://{this.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)}");
}

/// <summary>A MongoDB in a container.</summary>
internal sealed class MongoDbContainerResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"mongodb://{this.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)}");
}
