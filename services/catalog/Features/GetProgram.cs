using FocusSuite.Catalog.Persistence;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Catalog.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Catalog.Features;

/// <summary>One version of a program with its days; without a version, the one that is offered.</summary>
internal sealed class GetProgram(CatalogContext database)
{
    public async Task<GetProgramResponse> HandleAsync(GetProgramRequest request, ServerCallContext context)
    {
        new Validation().Id(request.ProgramId, "program_id").Check(request.Version >= 0, "version", "Must be 0 or greater.").ThrowIfAny();
        var versions = database.Versions.AsNoTracking().Where(version => version.ProgramId == request.ProgramId);
        versions = request.Version > 0
            ? versions.Where(version => version.Number == request.Version)
            : versions.Where(version => database.Programs.Any(program =>
                program.Id == version.ProgramId && program.RetiredAt == null && program.PublishedVersion == version.Number));
        var found = await versions.SingleOrDefaultAsync(context.CancellationToken)
            ?? throw new ApiException(ErrorCodes.NotFound, "There is no such program.");
        return new GetProgramResponse { Program = found.ToMessage(), Days = { found.Content.Days.Select(day => day.ToMessage()) } };
    }
}
