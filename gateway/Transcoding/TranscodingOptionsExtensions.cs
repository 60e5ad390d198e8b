using Google.Protobuf;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Rules;

namespace GrpcTranscoding;

/// <summary>Takes services and their rules from files instead of generated code.</summary>
public static class TranscodingOptionsExtensions
{
    /// <summary>Adds the services of a <c>google.protobuf.FileDescriptorSet</c>, as <c>protoc --include_imports --descriptor_set_out</c>
    /// makes it: no code has to be generated for them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="set">The set's bytes.</param>
    /// <param name="isWanted">Tells the services to add; all of the set, when not given.</param>
    /// <param name="extensions">Options of your own that <see cref="TranscodingOptions"/>'s choices read; <c>google.api.http</c> is always
    /// read.</param>
    /// <returns>The files of the set, e.g. for <see cref="TypeRegistry.FromFiles(FileDescriptor[])"/>.</returns>
    /// <exception cref="FormatException">The bytes are no descriptor set, or one without its imports.</exception>
    public static IReadOnlyList<FileDescriptor> AddDescriptorSet(
        this TranscodingOptions options, byte[] set, Func<ServiceDescriptor, bool>? isWanted = null, ExtensionRegistry? extensions = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(set);
        var files = DescriptorSet.Read(set, extensions ?? []);
        foreach (var service in files.SelectMany(f => f.Services).Where(s => isWanted?.Invoke(s) != false))
        {
            options.Services.Add(service);
        }

        return files;
    }

    /// <summary>Adds the services of a file that holds a <c>google.protobuf.FileDescriptorSet</c>.</summary>
    /// <param name="options">The options.</param>
    /// <param name="path">Where the file is.</param>
    /// <param name="isWanted">Tells the services to add; all of the set, when not given.</param>
    /// <param name="extensions">Options of your own that <see cref="TranscodingOptions"/>'s choices read; <c>google.api.http</c> is always
    /// read.</param>
    /// <returns>The files of the set.</returns>
    /// <exception cref="FormatException">The file is no descriptor set, or one without its imports.</exception>
    public static IReadOnlyList<FileDescriptor> AddDescriptorSetFile(
        this TranscodingOptions options, string path, Func<ServiceDescriptor, bool>? isWanted = null,
            ExtensionRegistry? extensions = null) =>
        AddDescriptorSet(options, File.ReadAllBytes(path), isWanted, extensions);

    /// <summary>Adds the rules of a gRPC service configuration (<c>http.rules</c> of a <c>google.api.Service</c>), in YAML or JSON. They
    /// win over those in the protos, and over those that were added before.</summary>
    /// <param name="options">The options.</param>
    /// <param name="text">The configuration's text.</param>
    /// <exception cref="FormatException">The text is no such configuration.</exception>
    public static void AddServiceConfiguration(this TranscodingOptions options, string text)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(text);
        foreach (var rule in ServiceConfiguration.Read(text))
        {
            options.HttpRules.Add(rule);
        }
    }

    /// <summary>Adds the rules of a file that holds a gRPC service configuration, in YAML or JSON.</summary>
    /// <param name="options">The options.</param>
    /// <param name="path">Where the file is.</param>
    /// <exception cref="FormatException">The file is no such configuration.</exception>
    public static void AddServiceConfigurationFile(this TranscodingOptions options, string path) =>
        AddServiceConfiguration(options, File.ReadAllText(path));
}
