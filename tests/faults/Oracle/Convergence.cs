using FocusSuite.Faults.Tests.Workload;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>
/// Waits until nothing is under way any more, and judges: outboxes and queues empty, dead letters as many as there is poison, the stores as
/// the model has it, and the API as the stores have it.
/// </summary>
public sealed class Convergence(Stores stores, Queues queues, Func<DateTimeOffset> suiteTime)
{
    // A message that a consumer has in its hands is in no queue: what its effect would spoil shows a moment later, so there is a second
    // look.
    private const int CleanLooks = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan IntervalOfCleanLooks = TimeSpan.FromMilliseconds(300);

    /// <summary>Judges a run.</summary>
    /// <param name="users">Who took part.</param>
    /// <param name="poison">Dead letters that must be there.</param>
    /// <param name="boundsOfTime">Whether credited time can be checked against the model's clock, which a step of a clock forbids.</param>
    /// <param name="ct">Ends the waiting: what differs then is the verdict.</param>
    /// <returns>Differences in words; none is what is wanted.</returns>
    public async Task<IReadOnlyList<string>> JudgeAsync(
        IReadOnlyCollection<TestUser> users, int poison, bool boundsOfTime, CancellationToken ct)
    {
        EnrollmentModel[] expected = [.. users.SelectMany(user => user.Enrollments)];
        IReadOnlyList<string> differences = ["nothing could be read"];
        Snapshot? snapshot = null;
        for (var clean = 0; !ct.IsCancellationRequested;)
        {
            try
            {
                snapshot = await Snapshot.TakeAsync(stores, expected, suiteTime(), CancellationToken.None);
                differences = [.. new StoreComparison(snapshot, expected, boundsOfTime).Run(), .. await UnderWayAsync(poison)];
                clean = differences.Count == 0 ? clean + 1 : 0;
                if (clean == CleanLooks)
                {
                    break;
                }
            }
            catch (Exception e) when (e is NpgsqlException or RabbitMQClientException or IOException)
            {
                differences = [$"a store cannot be read: {e.Message}"];
            }

            await Task.Delay(differences.Count == 0 ? IntervalOfCleanLooks : Interval, CancellationToken.None);
        }

        if (differences.Count > 0 || snapshot is null)
        {
            return differences;
        }

        var shown = new ApiComparison(snapshot, suiteTime);
        await Task.WhenAll(users.Select(shown.CompareAsync));
        return shown.Differences;
    }

    private async Task<IReadOnlyList<string>> UnderWayAsync(int poison)
    {
        var (outboxes, waiting, dead) = (
            await stores.OutboxDepthAsync(CancellationToken.None),
            await queues.DepthAsync(CancellationToken.None),
            await queues.DeadLettersAsync(CancellationToken.None));
        var underWay = new List<string>();
        if (outboxes > 0)
        {
            underWay.Add($"{outboxes} messages wait in outboxes");
        }

        if (waiting > 0)
        {
            underWay.Add($"{waiting} messages wait in queues");
        }

        if (dead != poison)
        {
            underWay.Add($"{dead} dead letters, of which {poison} should be");
        }

        return underWay;
    }
}
