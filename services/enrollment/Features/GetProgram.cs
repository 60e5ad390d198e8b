using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>
/// One enrollment of the caller in full: where it stands (here), what its version of the program says (catalog), what was done (progress).
/// </summary>
internal sealed class GetProgram(EnrollmentStore store, ICatalog catalog, ProgressInternalService.ProgressInternalServiceClient progress)
{
    public async Task<GetProgramResponse> HandleAsync(GetProgramRequest request, ServerCallContext context)
    {
        var cancellationToken = context.CancellationToken;
        var enrollment = await store.FindAsync(request.EnrollmentId, context.Caller().RequiredUserId, cancellationToken)
            ?? throw new ApiException(ErrorCodes.NotFound);

        // The day to ask for is known only now; then both peers at once.
        var template = catalog.GetVersionAsync(enrollment.ProgramId, enrollment.ProgramVersion, cancellationToken).AsTask();
        var overview = progress.GetOverviewAsync(
            new GetOverviewRequest { EnrollmentId = enrollment.Id, DayNumber = enrollment.CurrentDay },
            cancellationToken: cancellationToken).ResponseAsync;
        await Task.WhenAll(template, overview);

        return Details(enrollment, await template ?? throw new ApiException(ErrorCodes.NotFound), await overview);
    }

    private static GetProgramResponse Details(ProgramEnrollment enrollment, ProgramTemplate template, GetOverviewResponse overview) => new()
    {
        EnrollmentId = enrollment.Id,
        Program = Summary(template.Program),
        Status = enrollment.Status.ToMessage(),
        CurrentDay = enrollment.CurrentDay,
        StartedAt = enrollment.StartedAt?.ToTimestamp(),
        Progress = Done(overview.Totals),
        CurrentDayInfo = template.Day(enrollment.CurrentDay) is { } day ? Day(day, overview) : throw new ApiException(ErrorCodes.NotFound),
    };

    private static ProgramSummary Summary(ProgramInfo program) => new()
    {
        Id = program.Id,
        Name = program.Name,
        Description = program.Description,
        DurationDays = program.DurationDays,
        Objectives = { program.Objectives },
    };

    private static ProgramProgress Done(EnrollmentTotals? totals) => totals is null ? new ProgramProgress() : new ProgramProgress
    {
        DaysCompleted = totals.DaysCompleted,
        CompletionPercentage = totals.CompletionPercentage,
        TotalFocusMinutes = totals.TotalFocusMinutes,
        TotalSessions = totals.TotalSessions,
        CurrentStreak = totals.CurrentStreak,
        LongestStreak = totals.LongestStreak,
    };

    private static CurrentDayInfo Day(DayTemplate day, GetOverviewResponse overview) => new()
    {
        DayNumber = day.DayNumber,
        Title = day.Title,
        Description = day.Description,
        FocusDuration = day.FocusMinutes,
        Tasks = { day.Tasks },
        Tips = { day.Tips },
        ReflectionPrompts = { day.ReflectionPrompts },
        IsCompleted = overview.DayCompleted,
        TasksProgress = new TasksProgress { Completed = overview.TasksCompleted, Total = day.Tasks.Count },
    };
}
