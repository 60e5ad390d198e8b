using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protos.Options.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Clients;

/// <summary>Connect's client from npm, speaking gRPC-Web to the gateway's HTTP/1.1 port as a web page does.</summary>
public sealed class GrpcWebClientTests(Suite suite)
{
    [Fact]
    public async Task Client_FromNpm_SignsInEnrollsReadsAndWatches()
    {
        var connect = await NpmFolder.InstallAsync("Clients", "connect");
        var (email, protos) = (Suite.NewEmail(), connect.In("suite.binpb"));
        await suite.System.PutUserAsync(email, Suite.Password, pro: false, CancellationToken.None);
        await File.WriteAllBytesAsync(protos, DescriptorSet());

        var (exitCode, output) = await connect.RunAsync(
            "node", connect.In("client.mjs"), suite.System.GatewayUrl.ToString(), email, Suite.Password, protos);

        exitCode.ShouldBe(0, output);
        var steps = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .ToLookup(step => (string)step["step"]!);
        ((string?)steps["refused"].Single()["code"]).ShouldBe("Unauthenticated");
        ((bool)steps["started"].Single()["started"]!).ShouldBeTrue(output);
        steps["day"].Single()["userProgress"]!["tasks"]!.AsArray().Count.ShouldBe(3);
        var live = steps["live"].ToArray();
        live[0]["activeSession"].ShouldBeNull();
        live.Select(message => (string?)message["activeSession"]?["status"]).Distinct()
            .ShouldBe([null, "SESSION_STATUS_ACTIVE", "SESSION_STATUS_PAUSED"]);
        ((string?)steps["paused"].Single()["message"]).ShouldBe("Session paused");
        ((string?)steps["repeated"].Single()["code"]).ShouldBe("FailedPrecondition");
    }

    /// <summary>The suite's protos, as a client's code generator would read them.</summary>
    private static byte[] DescriptorSet()
    {
        var files = new Dictionary<string, FileDescriptorProto>(StringComparer.Ordinal);
        void Add(FileDescriptor file)
        {
            foreach (var dependency in file.Dependencies)
            {
                Add(dependency);
            }

            if (!files.ContainsKey(file.Name))
            {
                var proto = file.ToProto();
                AddJsonNames(proto.MessageType);
                files.Add(file.Name, proto);
            }
        }

        foreach (var type in typeof(OptionsExtensions).Assembly.GetExportedTypes().Where(
            t => t.IsAbstract && t.IsSealed && t.Name.EndsWith("Reflection", StringComparison.Ordinal)))
        {
            Add((FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!);
        }

        return new FileDescriptorSet { File = { files.Values } }.ToByteArray();
    }

    /// <summary>
    /// Generated C# leaves them out of its descriptors, as they follow from the names; protoc gives them to code generators.
    /// </summary>
    private static void AddJsonNames(IEnumerable<DescriptorProto> messages)
    {
        foreach (var message in messages)
        {
            foreach (var field in message.Field)
            {
                field.JsonName = string.Concat(
                    field.Name.Split('_')
                        .Select((word, i) => i == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
            }

            AddJsonNames(message.NestedType);
        }
    }
}
