using System.Globalization;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Facts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>The facts of a user's programs, as the events told them: started, completed, given up.</summary>
internal sealed class UserFacts(EnrollmentStore store) : FactService.FactServiceBase
{
    private const int PageSize = 200;

    public override async Task<ListFactsResponse> ListFacts(ListFactsRequest request, ServerCallContext context)
    {
        var userId = context.Caller().UserId ?? request.UserId;
        var before = 0L;
        new Validation()
            .Id(userId, "user_id")
            .Check(
                request.PageToken.Length == 0
                    || long.TryParse(request.PageToken, NumberStyles.None, CultureInfo.InvariantCulture, out before),
                "page_token",
                "Must come from the answer before.")
            .ThrowIfAny();
        var page = await store.ListAsync(userId, before > 0 ? before : null, PageSize, context.CancellationToken);
        return new ListFactsResponse
        {
            Facts = { page.SelectMany(FactsOf) },
            NextPageToken = page.Count < PageSize ? string.Empty : page[^1].Id.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static IEnumerable<Fact> FactsOf(ProgramEnrollment enrollment) =>
        new (FactKind Kind, DateTimeOffset? At)[]
        {
            (FactKind.ProgramStarted, enrollment.StartedAt),
            (FactKind.ProgramCompleted, enrollment.CompletedAt),
            (FactKind.ProgramAbandoned, enrollment.AbandonedAt),
        }.Where(fact => fact.At is not null).Select(fact => new Fact
        {
            Kind = fact.Kind,
            At = fact.At!.Value.ToTimestamp(),
            EnrollmentId = enrollment.Id,
            TotalDays = enrollment.TotalDays,
        });
}
