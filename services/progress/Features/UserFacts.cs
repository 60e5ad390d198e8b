using FocusSuite.Documents;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Facts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Progress.Features;

/// <summary>The facts of a user's days, as the events told them: tasks that are done, reflections, ratings, complete days.</summary>
internal sealed class UserFacts(IDocumentStore<ProgramDay> days) : FactService.FactServiceBase
{
    // A hundred reflections and some tasks each: well below what an answer may have.
    private const int PageSize = 50;

    public override async Task<ListFactsResponse> ListFacts(ListFactsRequest request, ServerCallContext context)
    {
        var userId = context.Caller().UserId ?? request.UserId;
        new Validation().Id(userId, "user_id").ThrowIfAny();
        try
        {
            var page = await days.FindAsync(
                new(ProgressMaps.ByUser) { Equal = [userId], Limit = PageSize, PageToken = request.PageToken }, context.CancellationToken);
            return new ListFactsResponse
            {
                Facts = { page.Items.SelectMany(item => FactsOf(item.Document)) },
                NextPageToken = page.NextPageToken ?? string.Empty,
            };
        }
        catch (InvalidPageTokenException)
        {
            new Validation().Add("page_token", "Must come from the answer before.").ThrowIfAny();
            throw;
        }
    }

    private static IEnumerable<Fact> FactsOf(ProgramDay day)
    {
        foreach (var task in day.Tasks.Where(task => task.IsCompleted))
        {
            yield return Of(day, FactKind.TaskDone, task.CompletedAt!.Value, task.Order);
        }

        foreach (var reflection in day.Reflections)
        {
            yield return Of(day, FactKind.ReflectionWritten, reflection.At, reflection.Number);
        }

        // A version of before did not note when a day was rated: then it counts where the day began.
        if ((day.DifficultyRating ?? day.SatisfactionRating) is not null && (day.RatedAt ?? day.StartedAt) is { } ratedAt)
        {
            yield return Rated(day, ratedAt);
        }

        if (day.CompletedAt is { } completedAt)
        {
            yield return Of(day, FactKind.DayCompleted, completedAt, 0);
        }
    }

    private static Fact Rated(ProgramDay day, DateTimeOffset at)
    {
        var rated = Of(day, FactKind.DayRated, at, 0);
        if (day.DifficultyRating is { } difficulty)
        {
            rated.Difficulty = difficulty;
        }

        if (day.SatisfactionRating is { } satisfaction)
        {
            rated.Satisfaction = satisfaction;
        }

        return rated;
    }

    private static Fact Of(ProgramDay day, FactKind kind, DateTimeOffset at, int number) => new()
    {
        Kind = kind,
        At = at.ToTimestamp(),
        EnrollmentId = day.EnrollmentId,
        DayNumber = day.DayNumber,
        Number = number,
    };
}
