using FocusSuite.Protos.Catalog.V1;
using Grpc.Core;

namespace FocusSuite.Catalog.Tests.Client;

/// <summary>A catalog service that answers what the test says and counts how often it is asked.</summary>
internal sealed class FakeCatalog : CatalogService.CatalogServiceClient
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Runs before each answer: throw to fail, wait to be slow.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public string Name { get; set; } = "first";

    public override AsyncUnaryCall<GetProgramResponse> GetProgramAsync(GetProgramRequest request, CallOptions options) => Call(program =>
        request.ProgramId < 10
            ? new GetProgramResponse { Program = program, Days = { new ProgramDay { DayNumber = 1 } } }
            : throw new RpcException(new Status(StatusCode.NotFound, "none")));

    public override AsyncUnaryCall<ListProgramsResponse> ListProgramsAsync(ListProgramsRequest request, CallOptions options) =>
        Call(program => new ListProgramsResponse { Programs = { program } });

    private AsyncUnaryCall<T> Call<T>(Func<Protos.Catalog.V1.Program, T> answer)
    {
        Interlocked.Increment(ref _calls);
        return new AsyncUnaryCall<T>(
            AnswerAsync(answer), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    private async Task<T> AnswerAsync<T>(Func<Protos.Catalog.V1.Program, T> answer)
    {
        // What is true when the question arrives is what is answered, however long it takes.
        var program = new Protos.Catalog.V1.Program { Id = 1, Name = Name };
        await Before();
        return answer(program);
    }
}
