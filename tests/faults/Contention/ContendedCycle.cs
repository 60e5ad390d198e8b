using FocusSuite.Faults.Tests.Oracle;
using FocusSuite.Faults.Tests.Workload;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Contention;

/// <summary>
/// Six contended rounds with one user: enroll, session start, pause, resume, one idempotency key, complete. In each exactly one contender
/// wins, all others are told the one right thing; the model then holds what the winners did.
/// </summary>
/// <param name="user">Whose devices they are.</param>
/// <param name="contenders">How many in each round.</param>
/// <param name="strikes">What dies in which round; it is done when the part is back.</param>
public sealed class ContendedCycle(TestUser user, int contenders, IReadOnlyDictionary<string, Func<Task>> strikes)
{
    private const string Enroll = "enroll";
    private const string Start = "session start";
    private const string Pause = "session pause";
    private const string Resume = "session resume";
    private const string OneKey = "one key";
    private const string Complete = "session complete";


    private readonly Contest _contest = new(user.Caller, contenders);
    private readonly List<RoundResult> _rounds = [];

    /// <summary>What is contended for, in this order, and the service that decides it.</summary>
    public static IReadOnlyList<(string Round, string Service)> All { get; } =
    [
        (Enroll, PartNames.Enrollment),
        (Start, PartNames.Sessions),
        (Pause, PartNames.Sessions),
        (Resume, PartNames.Sessions),
        (OneKey, PartNames.Progress),
        (Complete, PartNames.Sessions),
    ];

    public IReadOnlyList<RoundResult> Rounds => _rounds;

    public async Task RunAsync()
    {
        if (!await EnrollAsync() || !await user.StartProgramAsync())
        {
            return;
        }

        var id = await StartSessionAsync();
        if (id is null)
        {
            return;
        }

        await OnSessionAsync(Pause, "pause", id, "SESSION_NOT_ACTIVE", session => session.Pause);
        await OnSessionAsync(Resume, "resume", id, "SESSION_NOT_PAUSED", session => session.Resume);
        await ReflectWithOneKeyAsync();
        await OnSessionAsync(Complete, "complete", id, "SESSION_ENDED", session => session.Complete);
    }

    private async Task<bool> EnrollAsync()
    {
        await user.LeaveEarlierAsync();
        var replies = await ContendAsync(Enroll, () => _contest.AtOnceAsync("programs/enroll/", new { program_id = 1 }));
        var winners = replies.Where(reply => reply.Status == 201).ToArray();
        Note(
            Enroll,
            winners.Length == 1 && replies.All(reply => reply.Status is 200 or 201) && Ids(replies).Distinct().Count() == 1,
            replies);
        if (winners is [var winner, ..])
        {
            user.Enrolled(winner, 1);
        }

        return winners.Length > 0;
    }

    private async Task<string?> StartSessionAsync()
    {
        var replies = await ContendAsync(
            Start,
            () => _contest.AtOnceAsync("sessions/start/", new { enrollment_id = user.Current.Id, day_number = 1, duration_minutes = 180 }));
        var winners = replies.Where(reply => reply.Status == 201).ToArray();
        Note(Start, winners.Length == 1 && OthersAre(replies, "ACTIVE_SESSION_EXISTS"), replies);
        if (winners is not [var winner, ..])
        {
            return null;
        }

        user.SessionStarted(winner);
        return user.Session!.Id;
    }

    private async Task OnSessionAsync(string round, string verb, string id, string code, Func<SessionModel, Action<Moment>> change)
    {
        var replies = await ContendAsync(round, () => _contest.AtOnceAsync($"sessions/{verb}/", new { session_id = id }));
        var winners = replies.Where(reply => reply.IsAcknowledged).ToArray();
        Note(round, winners.Length == 1 && OthersAre(replies, code), replies);
        if (winners is [var winner, ..] && user.Session is { } session)
        {
            change(session)(new Moment(winner.FirstSent, winner.Answered));
        }
    }

    private async Task ReflectWithOneKeyAsync()
    {
        var replies = await ContendAsync(OneKey, () => _contest.WithOneKeyAsync(
            "reflections/add/", new { enrollment_id = user.Current.Id, day_number = 1, question = "Why?", answer = "Because." }));
        Note(
            OneKey,
            replies.All(reply => reply.Status == 201) && replies.Select(reply => reply.Json!.ToJsonString()).Distinct().Count() == 1,
            replies);
        user.Today.Reflections.Add("Because.");
    }

    /// <summary>A round, with the death that belongs into it.</summary>
    private async Task<Reply[]> ContendAsync(string round, Func<Task<Reply[]>> contend)
    {
        var strike = strikes.TryGetValue(round, out var strikeAsync) ? strikeAsync() : Task.CompletedTask;
        var replies = await contend();
        await strike;
        return replies;
    }

    private static IEnumerable<long> Ids(IEnumerable<Reply> replies) => replies.Select(reply => (long?)reply.Json?["enrollment_id"] ?? 0);

    private static bool OthersAre(IEnumerable<Reply> replies, string code) =>
        replies.Where(reply => !reply.IsAcknowledged).All(reply => reply.Code == code);

    private void Note(string round, bool oneWinner, Reply[] replies) => _rounds.Add(new RoundResult(
        round,
        oneWinner,
        strikes.ContainsKey(round),
        replies.Sum(reply => reply.Tries - 1),
        oneWinner
            ? ""
            : string.Join(
                ", ", replies.GroupBy(reply => $"{reply.Status} {reply.Code}").Select(group => $"{group.Count()} x {group.Key}"))));
}

/// <summary>What a contended round came to.</summary>
/// <param name="Round">What they contended for.</param>
/// <param name="OneWinner">Whether exactly one won, and all others were told so.</param>
/// <param name="Struck">Whether something died in it.</param>
/// <param name="Repeated">Tries that had to be repeated.</param>
/// <param name="Answers">The answers when it was not so.</param>
public sealed record RoundResult(string Round, bool OneWinner, bool Struck, int Repeated, string Answers);
