using System.Globalization;
using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Events;
using FocusSuite.Protos.Facts.V1;
using Grpc.Net.ClientFactory;
using Fact = FocusSuite.Insights.Domain.Fact;
using FactKind = FocusSuite.Insights.Domain.FactKind;
using Wire = FocusSuite.Protos.Facts.V1;

namespace FocusSuite.Insights.Features;

/// <summary>Asks the owners for all facts of a person. Each word comes to the same fact as the event did that told it first.</summary>
internal sealed class OwnerFacts(GrpcClientFactory clients)
{
    /// <summary>Who owns facts.</summary>
    public static readonly IReadOnlyList<string> Owners = ["Enrollment", "Sessions", "Progress"];

    /// <summary>The longest page in bytes that an owner answers.</summary>
    public const int MaxPageBytes = 1024 * 1024;

    /// <summary>All facts of a person.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Grpc.Core.RpcException">An owner is away.</exception>
    public async Task<IReadOnlyList<ToldFact>> ListAsync(long userId, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(Owners.Select(owner => ListAsync(owner, userId, cancellationToken)))).SelectMany(facts => facts)];

    private async Task<List<ToldFact>> ListAsync(string owner, long userId, CancellationToken cancellationToken)
    {
        var client = clients.CreateClient<FactService.FactServiceClient>(owner);
        var facts = new List<ToldFact>();
        var request = new ListFactsRequest { UserId = userId };
        do
        {
            var page = await client.ListFactsAsync(request, cancellationToken: cancellationToken);
            facts.AddRange(page.Facts.Select(Of));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return facts;
    }

    internal static ToldFact Of(Wire.Fact told)
    {
        var at = told.At.ToDateTimeOffset();
        var (kind, key, revision) = Identify(told);
        return new ToldFact(
            new Fact
            {
                Key = key,
                Kind = kind,
                At = at,
                Date = told.LocalDate.Length > 0
                    ? DateOnly.ParseExact(told.LocalDate, "O", CultureInfo.InvariantCulture)
                    : FactDates.Utc(at),
                EnrollmentId = told.EnrollmentId,
                DayNumber = told.DayNumber,
                StartedAt = told.StartedAt?.ToDateTimeOffset(),
                Seconds = told.Seconds,
                PlannedSeconds = told.PlannedSeconds,
                Pauses = told.Pauses,
                IsManual = told.IsManual,
                Productivity = told.HasProductivity ? told.Productivity : null,
                Difficulty = told.HasDifficulty ? told.Difficulty : null,
                Satisfaction = told.HasSatisfaction ? told.Satisfaction : null,
                TotalDays = told.TotalDays,
            },
            revision);
    }

    private static (FactKind Kind, string Key, long Revision) Identify(Wire.Fact told) => told.Kind switch
    {
        Wire.FactKind.SessionCredited => (FactKind.SessionCredited, FactKeys.Session(told.SessionId), told.Revision),
        Wire.FactKind.DistractionNoted => (FactKind.DistractionNoted, FactKeys.Distraction(told.SessionId, told.Number), 0),
        Wire.FactKind.TaskDone =>
            (FactKind.TaskDone, FactKeys.Task(told.EnrollmentId, told.DayNumber, told.Number), MillisecondsOf(told)),
        Wire.FactKind.ReflectionWritten =>
            (FactKind.ReflectionWritten, FactKeys.Reflection(told.EnrollmentId, told.DayNumber, told.Number), 0),
        Wire.FactKind.DayRated => (FactKind.DayRated, FactKeys.Rating(told.EnrollmentId, told.DayNumber), MillisecondsOf(told)),
        Wire.FactKind.DayCompleted => (FactKind.DayCompleted, FactKeys.Day(told.EnrollmentId, told.DayNumber), 0),
        Wire.FactKind.ProgramStarted => (FactKind.ProgramStarted, FactKeys.Started(told.EnrollmentId), 0),
        Wire.FactKind.ProgramCompleted => (FactKind.ProgramCompleted, FactKeys.Completed(told.EnrollmentId), 0),
        Wire.FactKind.ProgramAbandoned => (FactKind.ProgramAbandoned, FactKeys.Abandoned(told.EnrollmentId), 0),
        _ => throw new InvalidOperationException($"An owner told a fact of the kind {told.Kind}, which this version does not know."),
    };

    // As an event has it that tells when it happened.
    private static long MillisecondsOf(Wire.Fact told) => told.At.ToDateTimeOffset().ToUnixTimeMilliseconds();
}
