using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Sessions.Persistence;

namespace FocusSuite.Sessions.Events;

/// <summary>Looks once more for a session that began while its enrollment ended. Any replica may look, several at once too.</summary>
/// <param name="ends">Ends sessions.</param>
/// <param name="notes">What was noted.</param>
/// <param name="clock">Suite time.</param>
/// <param name="realTime">Real time.</param>
/// <param name="logger">Tells of looks that failed.</param>
internal sealed class SecondLook(
    LiveSessionEnd ends,
    IDocumentStore<EndedEnrollment> notes,
    TimeProvider clock,
    [FromKeyedServices(Clocks.Real)] TimeProvider realTime,
    ILogger<SecondLook> logger) : BackgroundService
{
    private const int BatchSize = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Goes through all notes whose time has come, a batch at a time.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await notes.FindAsync(
                new(EndedEnrollment.Due) { Before = realTime.GetUtcNow(), Limit = BatchSize, PageToken = next }, cancellationToken);
            foreach (var (note, version) in page.Items)
            {
                await LookAsync(note, version, cancellationToken);
            }

            next = page.NextPageToken;
        }
        while (next is not null);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, realTime);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task LookAsync(EndedEnrollment note, long version, CancellationToken cancellationToken)
    {
        try
        {
            var operation = new OperationContext(note.CorrelationId, clock.GetUtcNow());
            await ends.RunAsync(note.UserId, note.EnrollmentId, note.EndedAt, operation, cancellationToken);
            await notes.DeleteAsync(note.UserId, note.Id, version, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            // Another replica was faster, or the event has just come again: if it is due still, the next look meets it.
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.SecondLookFailed(logger, exception);
        }
    }
}
