using Grpc.Core;

namespace GrpcTranscoding.Sample;

internal sealed class GreeterService : Greeter.GreeterBase
{
    public override Task<Greeting> Greet(GreetRequest request, ServerCallContext context) => request.Name == "people/nobody"
        ? throw new RpcException(new Status(StatusCode.NotFound, "There is nobody to greet."))
        : Task.FromResult(new Greeting { Text = $"Hello, {request.Name}." });

    public override async Task GreetOften(GreetRequest request, IServerStreamWriter<Greeting> responseStream, ServerCallContext context)
    {
        for (var i = 1; i <= request.Times; i++)
        {
            await responseStream.WriteAsync(new Greeting { Text = $"Hello {i}, {request.Name}." }, context.CancellationToken);
        }
    }
}
