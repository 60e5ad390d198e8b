using System.Globalization;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Messages;

/// <summary>
/// One kind of message, one position, and every fault, each with a testUser of its own: (1) the messages are led aside; (2) users live a
/// day, two sessions of which cause them; (3) they are delivered with what is wrong with each; (4) the oracle judges, and the dead letters
/// are exactly the poison.
/// </summary>
public sealed class MessageRound(Lab lab, MessageKind kind, Position position)
{
    private const int Duplicates = 10;

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConvergenceBound = TimeSpan.FromMinutes(1);

    private readonly List<string> _poison = [];

    public async Task<IReadOnlyList<CellResult>> RunAsync(CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(Bound);
        var faults = Enum.GetValues<MessageFault>();
        var journal = new Journal();
        var users = await UsersAsync(faults.Length, journal, bound.Token);

        await using (var diversion = await Diversion.BeginAsync(lab.Queues, kind, bound.Token))
        {
            await Task.WhenAll(users.Select(testUser => new OrderlyDay(testUser, () => lab.System.SuiteTime).LiveAsync(bound.Token)));
            var letters = await diversion.CatchAsync(
                users.Select(testUser => testUser.Account.UserId).ToHashSet(), kind.PerUser, bound.Token);
            await DeliverAsync(
                diversion,
                faults.Select((fault, i) => (fault, letters[users[i].Account.UserId].ToArray())),
                bound.Token);
        }

        using var convergence = new CancellationTokenSource(ConvergenceBound);
        var differences = await lab.Convergence.JudgeAsync(users, _poison.Count, boundsOfTime: true, convergence.Token);
        string[] wrong = [.. differences, .. journal.Complaints, .. await StrangersAsync(bound.Token)];
        await lab.Queues.PurgeDeadLettersAsync(bound.Token);
        return
        [
            .. faults.Select((fault, i) => new CellResult(fault.ToString(), kind.Name, position.ToString(), Concerning(users[i], wrong))),
        ];
    }

    private async Task<TestUser[]> UsersAsync(int count, Journal journal, CancellationToken ct)
    {
        var accounts = await lab.Population.TakeAsync(count, ct);
        return [.. accounts.Select((account, i) => new TestUser(
            account,
            new Caller(
                account.Http,
                string.Create(CultureInfo.InvariantCulture, $"{kind.Name}-{position}-p{i}"),
                journal,
                () => lab.System.SuiteTime,
                ct),
            () => lab.System.SuiteTime))];
    }

    private async Task DeliverAsync(
        Diversion diversion, IEnumerable<(MessageFault Fault, CapturedMessage[] Letters)> all, CancellationToken ct)
    {
        var (line, late) = LineUp([.. all]);
        if (position == Position.WhileAway)
        {
            await lab.Part(kind.Consumer).KillAsync(ct);
        }

        foreach (var letter in line)
        {
            await diversion.DeliverAsync(letter, ct);
        }

        if (position == Position.WhileAway)
        {
            await lab.Part(kind.Consumer).StartAgainAsync(ct);
        }

        await Task.Delay(Late, ct);
        foreach (var letter in late)
        {
            await diversion.DeliverAsync(letter, ct);
        }
    }

    /// <summary>The messages in the order of their delivery, and those that come late.</summary>
    private (List<CapturedMessage> Line, List<CapturedMessage> Late) LineUp(
        IReadOnlyList<(MessageFault Fault, CapturedMessage[] Letters)> all)
    {
        var right = all.Where(one => one.Fault is MessageFault.Poisoned or MessageFault.Malformed or MessageFault.Duplicated)
            .SelectMany(one => one.Letters).ToArray();
        var faulty = all.SelectMany(one => Faulty(one.Fault, one.Letters)).ToArray();
        var before = position switch { Position.Ahead => 0, Position.Behind => right.Length, _ => right.Length / 2 };
        return (
            [.. right[..before], .. faulty, .. right[before..]],
            [.. all.Where(one => one.Fault == MessageFault.Delayed).SelectMany(one => one.Letters)]);
    }

    /// <summary>What stands in for a testUser's messages, or comes with them.</summary>
    private IEnumerable<CapturedMessage> Faulty(MessageFault fault, CapturedMessage[] letters) => fault switch
    {
        MessageFault.Duplicated => Enumerable.Repeat(letters, Duplicates).SelectMany(same => same),
        MessageFault.Reordered => letters.Reverse(),
        MessageFault.Poisoned => [letters[0].Poisoned(Marker())],
        MessageFault.Malformed => [letters[0].Malformed(Marker())],
        MessageFault.Oversized => letters.Select(letter => letter.Oversized()),
        MessageFault.FutureVersion => letters.Select(letter => letter.OfTheFuture()),
        _ => [],
    };

    private string Marker()
    {
        var marker = Guid.NewGuid().ToString("N");
        _poison.Add(marker);
        return marker;
    }

    /// <summary>Dead letters that are no poison of this round.</summary>
    private async Task<IEnumerable<string>> StrangersAsync(CancellationToken ct) =>
        (await lab.Queues.ReadDeadLettersAsync(kind.Queue, ct))
        .Where(body => !_poison.Exists(marker => body.Contains(marker, StringComparison.Ordinal)))
        .Select(body => $"a dead letter that is no poison: {body}");

    /// <summary>What is wrong with one testUser's cell; what names no testUser is everybody's.</summary>
    private static string[] Concerning(TestUser testUser, IEnumerable<string> wrong)
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"of user {testUser.Account.UserId}:");
        return [.. wrong.Where(one => !one.Contains("of user ", StringComparison.Ordinal) || one.Contains(user, StringComparison.Ordinal))];
    }
}
