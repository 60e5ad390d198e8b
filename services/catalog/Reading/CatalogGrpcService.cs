using FocusSuite.Catalog.Storage;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Catalog.Reading;

/// <summary>Reads the templates. No cache here: the readers have theirs, and two indexed queries are cheap.</summary>
internal sealed class CatalogGrpcService(CatalogContext database) : CatalogService.CatalogServiceBase
{
    public override async Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context)
    {
        var programs = await database.Programs.AsNoTracking()
            .OrderBy(program => program.SortOrder).ThenBy(program => program.Id)
            .ToListAsync(context.CancellationToken);
        return new ListProgramsResponse { Programs = { programs.Select(program => program.ToMessage()) } };
    }

    public override async Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context)
    {
        new Validation().Id(request.ProgramId, "program_id").ThrowIfAny();
        var program = await database.Programs.AsNoTracking()
            .Include(program => program.Days.OrderBy(day => day.DayNumber))
            .SingleOrDefaultAsync(program => program.Id == request.ProgramId, context.CancellationToken)
            ?? throw new ApiException(ErrorCodes.NotFound, "There is no such program.");
        return new GetProgramResponse { Program = program.ToMessage(), Days = { program.Days.Select(day => day.ToMessage()) } };
    }
}
