using System.Text;
using FocusSuite.Faults.Tests.Dependencies;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Oracle;
using FocusSuite.Faults.Tests.Workload;
using FocusSuite.Protos.Personal.V1;
using FocusSuite.TestSystem;
using Grpc.Core;
using Grpc.Net.Client;
using RabbitMQ.Client;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>S17: the broker was restarted a moment ago, and takes connections before its queues have leaders.</summary>
public sealed class BrokerRestartTests(Lab lab)
{
    private const string DeadLetters = Queues.SessionCompleted + "_error";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);

    /// <summary>S17: dead letters of somebody who is erased in that moment are found, and what happens in it has its effects.</summary>
    [Fact]
    public async Task Broker_RestartedAndQueuesHaveNoLeaderYet_DeadLettersAreFoundAndEffectsFollow()
    {
        using var bound = new CancellationTokenSource(Bound);
        var (erased, worker) = (
            await lab.Population.NewAsync(pro: false, bound.Token), await lab.Population.NewAsync(pro: false, bound.Token));
        await PutDeadLetterAsync(erased.UserId, bound.Token);
        var journal = new Journal();
        var user = new TestUser(
            worker, new Caller(worker.Http, "worker", journal, () => lab.System.SuiteTime, bound.Token), () => lab.System.SuiteTime);
        var fault = new LeaderlessQueues();

        await lab.Part(PartNames.RabbitMq).RestartAsync(bound.Token);
        await fault.StrikeAsync(lab, bound.Token);
        var (erasing, working) = (
            EraseAsync(erased.UserId, bound.Token), new OrderlyDay(user, () => lab.System.SuiteTime).LiveAsync(bound.Token));
        await fault.LiftAsync(lab, bound.Token);
        await Task.WhenAll(erasing, working);

        (await lab.Queues.ReadDeadLettersAsync(Queues.SessionCompleted, bound.Token)).ShouldBeEmpty();
        (await lab.Convergence.JudgeAsync([user], poison: 0, boundsOfTime: true, bound.Token)).ShouldBeEmpty();
        journal.Complaints.ShouldBeEmpty();
    }

    private async Task PutDeadLetterAsync(long userId, CancellationToken ct)
    {
        await using var channel = await lab.Queues.ChannelAsync(ct);
        await channel.QueueDeclareAsync(
            DeadLetters, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        await channel.BasicPublishAsync(
            string.Empty, DeadLetters, mandatory: true, new BasicProperties { Persistent = true },
            Encoding.UTF8.GetBytes($$"""{ "message": { "userId": {{userId}} } }"""), ct);
        while ((await channel.QueueDeclarePassiveAsync(DeadLetters, ct)).MessageCount == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
        }
    }

    /// <summary>Asks the service as identity does: again, as long as it says that it cannot now.</summary>
    private async Task EraseAsync(long userId, CancellationToken ct)
    {
        using var channel = GrpcChannel.ForAddress(lab.System.UrlOf(PartNames.Progress));
        var client = new PersonalDataService.PersonalDataServiceClient(channel);
        var request = new ErasePersonalDataRequest { UserId = userId, ErasureId = Guid.NewGuid().ToString() };
        while (true)
        {
            try
            {
                var headers = new Metadata { { "focus-service-token", lab.System.ServiceToken(PartNames.Identity) } };
                await client.ErasePersonalDataAsync(request, headers, DateTime.UtcNow + CallTimeout, ct);
                return;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
    }
}
