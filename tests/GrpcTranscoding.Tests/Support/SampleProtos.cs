using System.Reflection;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.OpenApi;

namespace GrpcTranscoding.Tests.Support;

/// <summary>The protos below <c>Protos/Services</c> and <c>Protos/HttpRules</c>: ordinary services, and the examples of google.api.http's documentation.</summary>
internal static class SampleProtos
{
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(SampleProtos).Assembly.GetTypes().Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)).OfType<FileDescriptor>()
            .Where(f => f.Name.StartsWith("Services/", StringComparison.Ordinal) || f.Name.StartsWith("HttpRules/", StringComparison.Ordinal))
            .OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    public static FileDescriptor File(string name) => Files.Single(f => f.Name == name);

    public static TranscodingOptions Options(params IEnumerable<FileDescriptor> files)
    {
        var options = new TranscodingOptions { ClusterOf = _ => "echo" };
        foreach (var service in files.SelectMany(f => f.Services))
        {
            options.Services.Add(service);
        }

        return options;
    }

    /// <summary>The choices of JSON that change a document the most.</summary>
    public static void UseEverything(ProtoJsonOptions json) =>
        (json.ProtoNames, json.WriteDefaults, json.WriteNulls, json.Int64AsNumber) = (true, true, true, true);

    public static byte[] Document(TranscodingOptions options, OpenApiOptions? openApi = null) =>
        OpenApiDocument.Make(new RouteTable(options.Services.SelectMany(s => s.Methods), new ProtoJsonCodec(options.Json)), options, openApi ?? new OpenApiOptions());
}
