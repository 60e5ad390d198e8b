using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace FocusSuite.EndToEnd.Tests.Authorization;

/// <summary>Calls any method by its descriptor.</summary>
internal sealed class GrpcDoor(Uri address) : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(message => message, message => message);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address);

    public async Task<(Outcome Outcome, string Text)> AskAsync(
        MethodDescriptor method, JsonObject request, IReadOnlyList<(string Name, string Value)> headers)
    {
        var message = JsonParser.Default.Parse(request.ToJsonString(), method.InputType).ToByteArray();
        var options = new CallOptions(
            [.. headers.Select(header => new Metadata.Entry(header.Name, header.Value))], DateTime.UtcNow + Bound);
        var type = method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
        var call = new Method<byte[], byte[]>(type, method.Service.FullName, method.Name, Bytes, Bytes);
        try
        {
            if (method.IsServerStreaming)
            {
                using var stream = _channel.CreateCallInvoker().AsyncServerStreamingCall(call, null, options, message);
                await stream.ResponseStream.MoveNext();
            }
            else
            {
                using var unary = _channel.CreateCallInvoker().AsyncUnaryCall(call, null, options, message);
                await unary.ResponseAsync;
            }

            return (Outcome.Admitted, "OK");
        }
        catch (RpcException exception)
        {
            return (Of(exception.StatusCode), $"{exception.StatusCode}: {exception.Status.Detail}");
        }
    }

    public void Dispose() => _channel.Dispose();

    private static Outcome Of(StatusCode status) => status switch
    {
        StatusCode.Unauthenticated => Outcome.Unauthenticated,
        StatusCode.PermissionDenied => Outcome.Forbidden,
        StatusCode.NotFound => Outcome.NotFound,
        StatusCode.Unimplemented => Outcome.NoSuchMethod,
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.AlreadyExists
            or StatusCode.ResourceExhausted or StatusCode.Aborted => Outcome.Admitted,
        _ => Outcome.Failed,
    };
}
