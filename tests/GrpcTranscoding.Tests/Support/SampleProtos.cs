using System.Reflection;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.OpenApi;

namespace GrpcTranscoding.Tests.Support;

/// <summary>The protos below <c>Protos/Services</c>, which are ordinary ones, and <c>Protos/HttpRules</c>, which are the examples of
/// google.api.http's documentation.</summary>
internal static class SampleProtos
{
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(SampleProtos).Assembly.GetTypes().Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)).OfType<FileDescriptor>()
            .Where(f => IsIn("Services/", f) || IsIn("HttpRules/", f))
            .OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    /// <summary>Those of the ordinary services. Their routes do not meet.</summary>
    public static IReadOnlyList<FileDescriptor> Services { get; } = [.. Files.Where(f => IsIn("Services/", f))];

    public static FileDescriptor File(string name) => Files.Single(f => f.Name == name);

    public static TranscodingOptions Options(params IEnumerable<FileDescriptor> files)
    {
        var options = new TranscodingOptions();
        AddTo(options, files);
        return options;
    }

    public static void AddTo(TranscodingOptions options, params IEnumerable<FileDescriptor> files)
    {
        foreach (var service in files.SelectMany(f => f.Services))
        {
            options.Services.Add(service);
        }
    }

    /// <summary>The choices of JSON that change a document the most.</summary>
    public static void UseEverything(ProtoJsonOptions json) =>
        (json.ProtoNames, json.WriteDefaults, json.WriteNulls, json.Int64AsNumber) = (true, true, true, true);

    public static byte[] Document(TranscodingOptions options, OpenApiOptions? openApi = null)
    {
        var routes = new RouteTable(options.Services.SelectMany(s => s.Methods), new ProtoJsonCodec(options.Json));
        return OpenApiDocument.Make(routes, options, openApi ?? new OpenApiOptions());
    }

    private static bool IsIn(string folder, FileDescriptor file) => file.Name.StartsWith(folder, StringComparison.Ordinal);
}
