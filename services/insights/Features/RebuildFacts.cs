using FocusSuite.Domain;
using FocusSuite.Insights.Events;
using FocusSuite.Insights.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Insights.V1;
using FocusSuite.ServiceDefaults.Calendars;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Insights.Features;

/// <summary>
/// Makes the ledger anew from what the owners know, of one person or of all: 1. note the time, 2. ask the owners, 3. put their facts in the
/// place of the person's, all or none, 4. grant what they earn, 5. note how far it has come. A person who is not noted is done once more,
/// so whoever ends it anywhere goes on there the next time; meanwhile events are taken in as ever.
/// </summary>
internal sealed class RebuildFacts(
    InsightsContext database,
    FactLedger ledger,
    AchievementStore achievements,
    OwnerFacts owners,
    CalendarClient calendars,
    EnrollmentInternalService.EnrollmentInternalServiceClient enrollments,
    TimeProvider clock)
{
    public async Task HandleAsync(RebuildFactsRequest request, IServerStreamWriter<RebuildFactsResponse> answers, ServerCallContext context)
    {
        if (context.Caller().UserId is { } userId)
        {
            var facts = await RebuildAsync(userId, context.CancellationToken);
            await answers.WriteAsync(Show(new RebuildRow().With(userId, facts), isDone: true), context.CancellationToken);
            return;
        }

        await RebuildAllAsync(request.Restart, answers, context.CancellationToken);
    }

    private async Task RebuildAllAsync(
        bool restart, IServerStreamWriter<RebuildFactsResponse> answers, CancellationToken cancellationToken)
    {
        if (restart)
        {
            await database.Set<RebuildRow>().ExecuteDeleteAsync(cancellationToken);
        }

        var standing = await database.Set<RebuildRow>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new RebuildRow();
        while (true)
        {
            var page = await enrollments.ListUsersAsync(
                new ListUsersRequest { AfterUserId = standing.UserId }, cancellationToken: cancellationToken);
            if (page.UserIds.Count == 0)
            {
                break;
            }

            foreach (var userId in page.UserIds)
            {
                standing = standing.With(userId, await RebuildAsync(userId, cancellationToken));
                await NoteAsync(standing, cancellationToken);
                await answers.WriteAsync(Show(standing, isDone: false), cancellationToken);
            }
        }

        // The next one begins with the first user again.
        await database.Set<RebuildRow>().ExecuteDeleteAsync(cancellationToken);
        await answers.WriteAsync(Show(standing, isDone: true), cancellationToken);
    }

    private async Task<int> RebuildAsync(long userId, CancellationToken cancellationToken)
    {
        var askedAt = await ledger.NowAsync(cancellationToken);
        var calendar = await calendars.FindAsync(userId, cancellationToken);
        var facts = (await owners.ListAsync(userId, cancellationToken)).Select(told => told.On(calendar)).ToList();
        await ledger.ReplaceAsync(userId, facts, askedAt, cancellationToken);
        await achievements.EvaluateAsync(userId, OperationContext.Begin(clock), cancellationToken);
        return facts.Count;
    }

    // Of two rebuilds at once the later word stands: each does all users that it has not noted.
    private Task<int> NoteAsync(RebuildRow standing, CancellationToken cancellationToken) => database.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO rebuilds (id, user_id, users, facts) VALUES ({standing.Id}, {standing.UserId}, {standing.Users}, {standing.Facts})
        ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, users = excluded.users, facts = excluded.facts
        """,
        cancellationToken);

    private static RebuildFactsResponse Show(RebuildRow standing, bool isDone) => new()
    {
        Users = standing.Users,
        Facts = standing.Facts,
        LastUserId = standing.UserId,
        Done = isDone,
    };
}
