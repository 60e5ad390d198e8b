using FocusSuite.EndToEnd.Tests.Support;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Clients;

/// <summary>
/// A client that knows nothing of the suite and learns all by reflection, as grpcurl does, at the gateway's port for native gRPC.
/// </summary>
public sealed class ReflectionTests(Suite suite)
{
    private const string Authentication = "focus.identity.v1.AuthenticationService";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Services_AskedFor_AreThePublicOnes()
    {
        using var channel = GrpcChannel.ForAddress(suite.System.GatewayGrpcUrl);

        var services = (await AskAsync(channel, new ServerReflectionRequest { ListServices = "" }))
            .ListServicesResponse.Service.Select(s => s.Name).ToArray();

        services.ShouldContain(Authentication);
        services.ShouldContain("focus.sessions.v1.SessionsService");
        services.ShouldNotContain(name => name.Contains("Internal", StringComparison.Ordinal));
        var none = await AskAsync(
            channel, new ServerReflectionRequest { FileContainingSymbol = "focus.identity.v1.IdentityInternalService" });
        none.MessageResponseCase.ShouldBe(ServerReflectionResponse.MessageResponseOneofCase.ErrorResponse);
        none.ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.NotFound);
        (await FilesOfAsync(channel, Authentication)).SelectMany(file => file.Services)
            .ShouldAllBe(s => !s.Name.Contains("Internal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Method_DescribedByReflection_IsCalled()
    {
        var email = Suite.NewEmail();
        await suite.System.PutUserAsync(email, Suite.Password, pro: false, CancellationToken.None);
        using var channel = GrpcChannel.ForAddress(suite.System.GatewayGrpcUrl);
        var login = (await FilesOfAsync(channel, Authentication)).SelectMany(file => file.Services)
            .Single(s => s.FullName == Authentication).FindMethodByName("Login");

        var answer = await CallAsync(channel, login, new() { ["email"] = email, ["password"] = Suite.Password });

        Text(answer, login.OutputType.FindFieldByName("message")).ShouldBe("You are signed in.");
        var refused = await Should.ThrowAsync<RpcException>(
            () => CallAsync(channel, login, new() { ["email"] = email, ["password"] = "wrong-password-1" }));
        refused.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    private static async Task<ServerReflectionResponse> AskAsync(GrpcChannel channel, ServerReflectionRequest question)
    {
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(deadline: DateTime.UtcNow + Bound);
        await call.RequestStream.WriteAsync(question);
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        return call.ResponseStream.Current;
    }

    private static async Task<IReadOnlyList<FileDescriptor>> FilesOfAsync(GrpcChannel channel, string symbol)
    {
        var files = (await AskAsync(channel, new ServerReflectionRequest { FileContainingSymbol = symbol }))
            .FileDescriptorResponse.FileDescriptorProto
            .ToDictionary(bytes => FileDescriptorProto.Parser.ParseFrom(bytes).Name);
        var ordered = new List<ByteString>();
        void Add(ByteString file)
        {
            foreach (var dependency in FileDescriptorProto.Parser.ParseFrom(file).Dependency)
            {
                Add(files[dependency]);
            }

            if (!ordered.Contains(file))
            {
                ordered.Add(file);
            }
        }

        foreach (var file in files.Values)
        {
            Add(file);
        }

        return FileDescriptor.BuildFromByteStrings(ordered);
    }

    private static async Task<byte[]> CallAsync(GrpcChannel channel, MethodDescriptor method, Dictionary<string, string> fields)
    {
        var bytes = Marshallers.Create(value => value, value => value);
        var described = new Method<byte[], byte[]>(MethodType.Unary, method.Service.FullName, method.Name, bytes, bytes);
        using var request = new MemoryStream();
        using (var wire = new CodedOutputStream(request, leaveOpen: true))
        {
            foreach (var (name, value) in fields)
            {
                wire.WriteTag(method.InputType.FindFieldByName(name).FieldNumber, WireFormat.WireType.LengthDelimited);
                wire.WriteString(value);
            }
        }

        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            described, null, new CallOptions(deadline: DateTime.UtcNow + Bound), request.ToArray());
        return await call.ResponseAsync;
    }

    private static string? Text(byte[] message, FieldDescriptor field)
    {
        using var wire = new CodedInputStream(message);
        for (var tag = wire.ReadTag(); tag != 0; tag = wire.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == field.FieldNumber)
            {
                return wire.ReadString();
            }

            wire.SkipLastField();
        }

        return null;
    }
}
