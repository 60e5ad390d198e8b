using System.Globalization;
using FocusSuite.Documents;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Facts.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>The facts of a user's sessions, as the events told them: each completed session, and each distraction.</summary>
internal sealed class UserFacts(SessionStore store) : FactService.FactServiceBase
{
    // With all distractions that a session may have, a page stays below half of what an answer may have.
    private const int PageSize = 20;

    public override async Task<ListFactsResponse> ListFacts(ListFactsRequest request, ServerCallContext context)
    {
        var userId = context.Caller().UserId ?? request.UserId;
        new Validation().Id(userId, "user_id").ThrowIfAny();
        try
        {
            var page = await store.FindByUserAsync(userId, PageSize, request.PageToken, context.CancellationToken);

            // One that is overdue has not ended yet: its event comes when it has.
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

    private static IEnumerable<Fact> FactsOf(FocusSession session)
    {
        if (session.Status == SessionStatus.Completed)
        {
            yield return Credited(session);
        }

        for (var i = 0; i < session.Distractions.Count; i++)
        {
            yield return new Fact
            {
                Kind = FactKind.DistractionNoted,
                At = session.Distractions[i].At.ToTimestamp(),
                EnrollmentId = session.EnrollmentId,
                DayNumber = session.DayNumber,
                SessionId = session.Id,
                Number = i + 1,
            };
        }
    }

    private static Fact Credited(FocusSession session)
    {
        var until = session.CreditedUntil(session.EndedAt!.Value);
        var fact = new Fact
        {
            Kind = FactKind.SessionCredited,
            At = until.ToTimestamp(),
            EnrollmentId = session.EnrollmentId,
            DayNumber = session.DayNumber,
            SessionId = session.Id,
            Revision = session.Corrections.Count,
            StartedAt = session.StartedAt.ToTimestamp(),
            Seconds = session.CreditedSeconds ?? 0,
            PlannedSeconds = session.PlannedSeconds,
            Pauses = session.Pauses.Count,
            IsManual = session.IsManual,
            LocalDate = session.DateOf(until).ToString("O", CultureInfo.InvariantCulture),
        };
        if (session.ProductivityRating is { } rating)
        {
            fact.Productivity = rating;
        }

        return fact;
    }
}
