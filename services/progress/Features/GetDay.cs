using FocusSuite.CatalogClient;
using FocusSuite.Documents;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Peers;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Proto = FocusSuite.Protos.Progress.V1;

namespace FocusSuite.Progress.Features;

/// <summary>
/// <c>GET programs/{id}/days/{n}</c>: any day of the caller's program, whatever its status. Never writes. It shows the words of the
/// enrollment's version, and the day's own tasks and target once it was touched.
/// </summary>
internal sealed class GetDay(IDocumentStore<ProgramDay> days, EnrollmentClient enrollments, ProgramDays programs)
{
    public async Task<Proto.GetDayResponse> HandleAsync(Proto.GetDayRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var asking = enrollments.GetFactsAsync(request.EnrollmentId, caller, context.CancellationToken).AsTask();
        var reading = days.GetAsync(
            caller.RequiredUserId, ProgramDay.IdOf(request.EnrollmentId, request.DayNumber), context.CancellationToken);
        await Task.WhenAll(asking, reading);

        var enrollment = await asking;
        var template = await programs.FindAsync(enrollment, request.DayNumber, context.CancellationToken)
            ?? throw new ApiException(ErrorCodes.NotFound);
        return Show((await reading)?.Document ?? ProgramDay.Untouched(enrollment, ProgramDays.Plan(template)), template);
    }

    /// <summary>A reflection as users see it.</summary>
    internal static Proto.DayReflection Show(Reflection reflection) => new()
    {
        Question = reflection.Question,
        Answer = reflection.Answer,
        CreatedAt = reflection.At.ToTimestamp(),
        ReflectionNumber = reflection.Number,
    };

    private static Proto.GetDayResponse Show(ProgramDay day, DayTemplate template) => new()
    {
        DayNumber = day.DayNumber,
        Title = template.Title,
        Description = template.Description,
        FocusDuration = day.TargetMinutes,
        Tips = { template.Tips },
        ReflectionPrompts = { template.ReflectionPrompts },
        UserProgress = Show(day),
    };

    private static Proto.UserDayProgress Show(ProgramDay day)
    {
        var view = new Proto.UserDayProgress
        {
            IsCompleted = day.IsCompleted,
            StartedAt = day.StartedAt?.ToTimestamp(),
            CompletedAt = day.CompletedAt?.ToTimestamp(),
            Tasks = { day.Tasks.Select(Show) },
            TasksCompleted = day.TasksCompleted,
            TasksTotal = day.Tasks.Count,
            FocusMinutes = (int)Percentages.WholeMinutes(day.CreditedSeconds),
            TargetFocusMinutes = day.TargetMinutes,
            Reflections = { day.Reflections.Select(Show) },
            Notes = day.Notes,
        };
        if (day.DifficultyRating is { } difficulty)
        {
            view.DifficultyRating = difficulty;
        }

        if (day.SatisfactionRating is { } satisfaction)
        {
            view.SatisfactionRating = satisfaction;
        }

        return view;
    }

    private static Proto.DayTask Show(DayTask task) => new()
    {
        Text = task.Text,
        IsCompleted = task.IsCompleted,
        CompletedAt = task.CompletedAt?.ToTimestamp(),
        Order = task.Order,
    };
}
