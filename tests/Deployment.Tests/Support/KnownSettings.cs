using System.Reflection;

namespace FocusSuite.Deployment.Tests.Support;

/// <summary>The settings that the suite's options have, by their environment variables, and the platform's own.</summary>
internal static class KnownSettings
{
    private static readonly string[] Platform =
    [
        "ASPNETCORE_ENVIRONMENT",
        "DOTNET_ENVIRONMENT",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_RESOURCE_ATTRIBUTES",
    ];
    private static readonly string[] Assemblies =
        ["Gateway", "Identity", "Catalog", "Enrollment", "Sessions", "Progress", "Insights", "ServiceDefaults", "Messaging", "Documents", "Relational"];

    // Options say where they are read from by a constant.
    private static readonly HashSet<string> Settings =
    [
        .. from assembly in Assemblies.Select(name => Assembly.Load("FocusSuite." + name))
           from type in assembly.GetTypes()
           let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string
           where section is not null
           from property in type.GetProperties()
           select $"{section}:{property.Name}",
    ];

    public static bool Contains(string variable)
    {
        var path = variable.Replace("__", ":", StringComparison.Ordinal);
        return Platform.Contains(variable)
            || Settings.Any(setting => path == setting || path.StartsWith(setting + ":", StringComparison.Ordinal));
    }
}
