using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Personal.V1;
using Grpc.Core;

namespace FocusSuite.ServiceDefaults.Erasure;

/// <summary>People's rights to their data, the same in every service that holds any.</summary>
internal sealed class PersonalDataGrpcService(IPersonalData data, IPersonalDataEraser eraser) : PersonalDataService.PersonalDataServiceBase
{
    public override async Task<ExportPersonalDataResponse> ExportPersonalData(ExportPersonalDataRequest request, ServerCallContext context)
    {
        var page = await data.ExportAsync(context.Caller().RequiredUserId, request.PageToken, context.CancellationToken);
        return new ExportPersonalDataResponse
        {
            Records = { page.Records.Select(record => new PersonalRecord { Kind = record.Kind, Json = record.Json }) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<ErasePersonalDataResponse> ErasePersonalData(ErasePersonalDataRequest request, ServerCallContext context)
    {
        var validation = new Validation().Id(request.UserId, "user_id");
        validation.Check(Guid.TryParse(request.ErasureId, out var erasureId), "erasure_id", "Must be a UUID.").ThrowIfAny();
        var removed = await eraser.EraseAsync(request.UserId, erasureId, context.CancellationToken);
        return new ErasePersonalDataResponse
        {
            Removed = { removed.Where(kind => kind.Value > 0).Select(kind => new RemovedRecords { Kind = kind.Key, Count = kind.Value }) },
        };
    }
}
