using FocusSuite.Documents;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Enrollments;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;
using ProgramDay = FocusSuite.Progress.Days.ProgramDay;

namespace FocusSuite.Progress.Reading;

/// <summary><c>GET programs/{id}/days/{n}</c>: any day of the caller's program, whatever its status. Never writes.</summary>
internal sealed class GetDayHandler(IDocumentStore<ProgramDay> days, OwnEnrollments enrollments, DayTemplates templates)
{
    public async Task<GetDayResponse> HandleAsync(GetDayRequest request, ServerCallContext context)
    {
        var asking = enrollments.GetAsync(request.EnrollmentId, context.Caller(), context.CancellationToken);
        var reading = days.GetAsync(ProgramDay.IdOf(request.EnrollmentId, request.DayNumber), context.CancellationToken);
        await Task.WhenAll(asking, reading);

        var enrollment = await asking;
        var template = enrollment.Has(request.DayNumber)
            ? await templates.FindAsync(enrollment.ProgramId, request.DayNumber, context.CancellationToken)
            : null;
        if (template is null)
        {
            throw new ApiException(ErrorCodes.NotFound);
        }

        var day = (await reading)?.Document ?? ProgramDay.Untouched(enrollment.UserId, enrollment.Id, enrollment.ProgramId, template);
        return DayView.Show(day, template);
    }
}
