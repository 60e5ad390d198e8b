using FocusSuite.Catalog.Persistence;
using FocusSuite.Protos.Catalog.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Catalog.Features;

/// <summary>All programs that are offered, each in the version that new enrollments get.</summary>
internal sealed class ListPrograms(CatalogContext database)
{
    public async Task<ListProgramsResponse> HandleAsync(ServerCallContext context)
    {
        var versions = await (
            from program in database.Programs.AsNoTracking()
            where program.RetiredAt == null
            orderby program.SortOrder, program.Id
            join version in database.Versions.AsNoTracking()
                on new { ProgramId = program.Id, Number = program.PublishedVersion } equals new { version.ProgramId, version.Number }
            select version).ToListAsync(context.CancellationToken);
        return new ListProgramsResponse { Programs = { versions.Select(version => version.ToMessage()) } };
    }
}
