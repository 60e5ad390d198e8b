using FocusSuite.Documents;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;
using Grpc.Core;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Features;

/// <summary>A person's sessions, the newest first. An overdue one is shown as it will be saved; a read itself saves nothing.</summary>
internal sealed class ListSessions(SessionStore store, TimeProvider clock)
{
    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 100;

    /// <summary>Bytes that a page of the history may have, but for a single record: it has to fit into a message.</summary>
    public const int MaxPageBytes = 900_000;

    public Task<Wire.ListSessionsResponse> HandleAsync(Wire.ListSessionsRequest request, ServerCallContext context) =>
        RunAsync(
            context.Caller().RequiredUserId, request.HasPageSize ? request.PageSize : null, request.PageToken, context.CancellationToken);

    /// <exception cref="ApiException">VALIDATION_FAILED: the page size or the token.</exception>
    internal async Task<Wire.ListSessionsResponse> RunAsync(
        long userId, int? pageSize, string pageToken, CancellationToken cancellationToken)
    {
        var validation = new Validation().Range(pageSize, 1, MaxPageSize, "page_size", required: false);
        DocumentPage<FocusSession>? page = null;
        try
        {
            // Only the store knows a good token from a bad one; it is asked also where the size is bad, so that the caller learns of both
            // at once.
            page = await store.FindByUserAsync(
                userId, Math.Clamp(pageSize ?? DefaultPageSize, 1, MaxPageSize), pageToken, cancellationToken);
        }
        catch (InvalidPageTokenException)
        {
            validation.Add("page_token", "Must be the token of the page before.");
        }

        validation.ThrowIfAny();
        var now = clock.GetUtcNow();
        var records = ToRecords(page!, now);
        if (CountThatFit(records) is var fit && fit < records.Count)
        {
            // Only the store makes tokens, and only for the end of what it was asked for.
            page = await store.FindByUserAsync(userId, fit, pageToken, cancellationToken);
            records = ToRecords(page, now);
        }

        return new Wire.ListSessionsResponse
        {
            Sessions = { records.OfType<Wire.SessionRecord>() },
            NextPageToken = page!.NextPageToken ?? string.Empty,
        };
    }

    // Null stands for one that was removed: it is on the store's page, and not on the caller's.
    private static List<Wire.SessionRecord?> ToRecords(DocumentPage<FocusSession> page, DateTimeOffset now) =>
        [.. page.Items.Select(item => item.Document.Status == SessionStatus.Removed
            ? null
            : SessionMessages.ToRecord(item.Document.AsOf(now)))];

    // At least one, for a record by itself is never too long: a session holds so many distractions of so many characters at most.
    private static int CountThatFit(List<Wire.SessionRecord?> records)
    {
        var bytes = 0L;
        return Math.Max(1, records.TakeWhile(record => (bytes += record?.CalculateSize() ?? 0) <= MaxPageBytes).Count());
    }
}
