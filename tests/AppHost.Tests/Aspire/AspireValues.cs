using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using FocusSuite.AppHost.Topology;
using Part = FocusSuite.AppHost.Topology.Resource;

namespace FocusSuite.AppHost.Tests.Aspire;

/// <summary>What Aspire would make of its expressions if it gave every endpoint the port that the local runner gave it.</summary>
internal sealed class AspireValues(SuiteTopology topology, Allocation allocation)
{
    public static string ConnectionTo(string server, string? database) => $"{server}/{database}";

    // Aspire says localhost where the local runner says 127.0.0.1.
    public string Of(ReferenceExpression expression) =>
        string.Concat(expression.Parts.Select(ValueOf)).Replace("http://localhost:", "http://127.0.0.1:", StringComparison.Ordinal);

    /// <summary>The resources that an expression points at; a part's own endpoint is no reference.</summary>
    public IEnumerable<string> ReferencesOf(ReferenceExpression expression) => expression.Parts.Select(part => part switch
    {
        EndpointReferenceExpression { Property: EndpointProperty.Url } url => Find(url.Endpoint.Resource).Resource.Name,
        PostgresDatabaseResource database => database.Parent.Name,
        MongoDBDatabaseResource database => database.Parent.Name,
        RabbitMQServerResource broker => broker.Name,
        _ => null,
    }).OfType<string>();

    private string ValueOf(object part) => part switch
    {
        string text => text,
        EndpointReferenceExpression { Property: EndpointProperty.Url } url => "http://localhost:" + Port(url.Endpoint),
        EndpointReferenceExpression { Property: EndpointProperty.TargetPort } port => Port(port.Endpoint),
        PostgresDatabaseResource database => ConnectionTo(database.Parent.Name, database.DatabaseName),
        MongoDBDatabaseResource database => ConnectionTo(database.Parent.Name, database.DatabaseName),
        RabbitMQServerResource broker => ConnectionTo(broker.Name, null),
        ParameterResource parameter => parameter.Value,
        _ => throw new InvalidOperationException($"There is no rule for {part.GetType().Name}."),
    };

    private string Port(EndpointReference endpoint)
    {
        var (resource, replica) = Find(endpoint.Resource);
        return allocation.PortOf(resource.Name, endpoint.EndpointName, replica).ToString(CultureInfo.InvariantCulture);
    }

    private (Part Resource, int Replica) Find(IResource project) => (
        from resource in topology.Projects
        from replica in Enumerable.Range(0, resource.Replicas)
        where resource.ReplicaName(replica) == project.Name
        select (resource, replica)).Single();
}
