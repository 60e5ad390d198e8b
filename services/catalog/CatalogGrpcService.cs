using FocusSuite.Catalog.Features;
using FocusSuite.Protos.Catalog.V1;
using Grpc.Core;

namespace FocusSuite.Catalog;

/// <summary>Reads the programs. No cache here: the readers have theirs, and indexed queries are cheap.</summary>
internal sealed class CatalogGrpcService(ListPrograms listPrograms, GetProgram getProgram) : CatalogService.CatalogServiceBase
{
    public override Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context) =>
        listPrograms.HandleAsync(context);

    public override Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context) =>
        getProgram.HandleAsync(request, context);
}
