using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using FocusSuite.AppHost.Suite;

namespace FocusSuite.TestSystem;

/// <summary>The system as the AppHost describes it, put together and not started.</summary>
/// <param name="Parts">The services and the gateway.</param>
/// <param name="Databases">The databases in PostgreSQL.</param>
public sealed record SuiteModel(IReadOnlyList<SuitePart> Parts, IReadOnlyList<string> Databases)
{
    /// <summary>One part.</summary>
    public SuitePart this[string name] => Parts.Single(part => part.Name == name);

    /// <summary>Puts the system together.</summary>
    /// <param name="arguments">What the AppHost is told on its command line.</param>
    public static async Task<SuiteModel> DescribeAsync(params IReadOnlyList<string> arguments)
    {
        using var folder = new RunFolder();
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<SuiteBuilder>(
            ["--folder", folder.Path, "--port", "0", "--quiet", "--no-dashboard", .. arguments]);
        var executables = builder.Resources.OfType<ExecutableResource>().ToList();
        var listeners = executables.SelectMany(
            resource =>
                EndpointsOf(resource).Select(endpoint => (Port: endpoint.TargetPort!.Value, resource.Name, Endpoint: endpoint.Name)))
            .ToDictionary(listener => listener.Port, listener => (Part: listener.Name, listener.Endpoint));
        var key = File.ReadAllText(folder.In("service-key"));
        var parts = new List<SuitePart>();
        foreach (var resource in executables.Where(resource => EndpointsOf(resource).Any(endpoint => endpoint.Name == "grpc")))
        {
            parts.Add(
                new SuitePart(
                    resource.Name,
                    await EnvironmentAsync(resource, listeners, key),
                    [.. EndpointsOf(resource).Select(endpoint => endpoint.Name)]));
        }

        return new SuiteModel(
            parts, [.. parts.Where(part => part.Name != PartNames.Gateway).Select(part => AppHost.Servers.Databases.Of(part.Name))]);
    }

    private static IEnumerable<EndpointAnnotation> EndpointsOf(ExecutableResource resource) =>
        resource.Annotations.OfType<EndpointAnnotation>();

    private static async Task<Dictionary<string, SuiteValue>> EnvironmentAsync(
        ExecutableResource resource, Dictionary<int, (string Part, string Endpoint)> listeners, string key)
    {
        var context = new EnvironmentCallbackContext(
            new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), resource);
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await callback.Callback(context);
        }

        return context.EnvironmentVariables.Where(variable => variable.Value is not "")
            .ToDictionary(variable => variable.Key, variable => Read(variable.Key, (string)variable.Value));

        SuiteValue Read(string name, string value)
        {
            var first = value.Split(',')[0];
            if (first.StartsWith("http://", StringComparison.Ordinal))
            {
                var (part, endpoint) = listeners[new Uri(first).Port];
                return name.StartsWith("Kestrel__", StringComparison.Ordinal)
                    ? new SuiteValue.OwnAddress(endpoint)
                    : new SuiteValue.AddressOf(part, endpoint);
            }

            return value == key ? new SuiteValue.ServiceKey()
                : value.StartsWith("Host=", StringComparison.Ordinal) ? new SuiteValue.ConnectionTo(PartNames.Postgres)
                : value.StartsWith("amqp://", StringComparison.Ordinal) ? new SuiteValue.ConnectionTo(PartNames.RabbitMq)
                : value.StartsWith("mongodb://", StringComparison.Ordinal) ? new SuiteValue.ConnectionTo("mongodb")
                : new SuiteValue.Text(value);
        }
    }
}

/// <summary>A service or the gateway.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Environment">What it is told.</param>
/// <param name="Endpoints">The names of what it listens at.</param>
public sealed record SuitePart(string Name, IReadOnlyDictionary<string, SuiteValue> Environment, IReadOnlyList<string> Endpoints)
{
    /// <summary>The other parts that it is told of.</summary>
    public IEnumerable<string> References =>
        Environment.Values.OfType<SuiteValue.AddressOf>().Select(address => address.Part).Distinct().Where(part => part != Name);
}

/// <summary>What a variable means.</summary>
public abstract record SuiteValue
{
    /// <summary>The text itself.</summary>
    public sealed record Text(string Value) : SuiteValue;

    /// <summary>Where another part listens.</summary>
    public sealed record AddressOf(string Part, string Endpoint) : SuiteValue;

    /// <summary>Where it listens itself.</summary>
    public sealed record OwnAddress(string Endpoint) : SuiteValue;

    /// <summary>How to reach a server.</summary>
    public sealed record ConnectionTo(string Server) : SuiteValue;

    /// <summary>The key by which the services know each other.</summary>
    public sealed record ServiceKey : SuiteValue;
}
