using FocusSuite.Protos.Progress.V1;
using Grpc.Core;
using GrpcTranscoding.Benchmarks.Codec;
using GrpcTranscoding.Benchmarks.Protos;

namespace GrpcTranscoding.Benchmarks.Gateway;

/// <summary>Answers from memory, so that what is measured is the way there and back.</summary>
internal sealed class DaysService : Days.DaysBase
{
    private static readonly GetDayResponse Day = (GetDayResponse)Payloads.Of("day");

    public override Task<GetDayResponse> GetDay(GetDayRequest request, ServerCallContext context) => Task.FromResult(Day);

    public override Task<UpdateTaskResponse> UpdateTask(UpdateTaskRequest request, ServerCallContext context) =>
        Task.FromResult(new UpdateTaskResponse { Success = true, TasksCompleted = request.TaskIndex + 1, TasksTotal = 3 });
}
