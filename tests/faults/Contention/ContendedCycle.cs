using FocusSuite.Faults.Tests.Oracle;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Contention;

/// <summary>
/// Six contended rounds with one person: enroll, session start, pause, resume, one idempotency key, complete. In each exactly one contender wins,
/// all others are told the one right thing; the model then holds what the winners did.
/// </summary>
public sealed class ContendedCycle(Person person, int contenders)
{
    private readonly Contest _contest = new(person.Caller, contenders);
    private readonly List<RoundResult> _rounds = [];

    public IReadOnlyList<RoundResult> Rounds => _rounds;

    public async Task RunAsync()
    {
        if (!await EnrollAsync() || !await person.StartProgramAsync())
        {
            return;
        }

        var id = await StartSessionAsync();
        if (id is null)
        {
            return;
        }

        await OnSessionAsync("pause", id, "SESSION_NOT_ACTIVE", session => session.Pause);
        await OnSessionAsync("resume", id, "SESSION_NOT_PAUSED", session => session.Resume);
        await ReflectWithOneKeyAsync();
        await OnSessionAsync("complete", id, "SESSION_ENDED", session => session.Complete);
    }

    private async Task<bool> EnrollAsync()
    {
        await person.LeaveEarlierAsync();
        var replies = await _contest.AtOnceAsync("programs/enroll/", new { program_id = 1 });
        var winners = replies.Where(reply => reply.Status == 201).ToArray();
        Note("enroll", winners.Length == 1 && replies.All(reply => reply.Status is 200 or 201) && Ids(replies).Distinct().Count() == 1, replies);
        if (winners is [var winner, ..])
        {
            person.Enrolled(winner, 1);
        }

        return winners.Length > 0;
    }

    private async Task<string?> StartSessionAsync()
    {
        var replies = await _contest.AtOnceAsync("sessions/start/", new { enrollment_id = person.Current.Id, day_number = 1, duration_minutes = 180 });
        var winners = replies.Where(reply => reply.Status == 201).ToArray();
        Note("session start", winners.Length == 1 && OthersAre(replies, "ACTIVE_SESSION_EXISTS"), replies);
        if (winners is not [var winner, ..])
        {
            return null;
        }

        person.SessionStarted(winner);
        return person.Session!.Id;
    }

    private async Task OnSessionAsync(string verb, string id, string code, Func<SessionModel, Action<Moment>> change)
    {
        var replies = await _contest.AtOnceAsync($"sessions/{verb}/", new { session_id = id });
        var winners = replies.Where(reply => reply.IsAcknowledged).ToArray();
        Note($"session {verb}", winners.Length == 1 && OthersAre(replies, code), replies);
        if (winners is [var winner, ..] && person.Session is { } session)
        {
            change(session)(new Moment(winner.FirstSent, winner.Answered));
        }
    }

    private async Task ReflectWithOneKeyAsync()
    {
        var replies = await _contest.WithOneKeyAsync(
            "reflections/add/", new { enrollment_id = person.Current.Id, day_number = 1, question = "Why?", answer = "Because." });
        Note("one key", replies.All(reply => reply.Status == 201) && replies.Select(reply => reply.Json!.ToJsonString()).Distinct().Count() == 1, replies);
        person.Today.Reflections.Add("Because.");
    }

    private static IEnumerable<long> Ids(IEnumerable<Reply> replies) => replies.Select(reply => (long?)reply.Json?["enrollment_id"] ?? 0);

    private static bool OthersAre(IEnumerable<Reply> replies, string code) => replies.Where(reply => !reply.IsAcknowledged).All(reply => reply.Code == code);

    private void Note(string round, bool oneWinner, Reply[] replies) => _rounds.Add(new RoundResult(
        round,
        oneWinner,
        replies.Sum(reply => reply.Tries - 1),
        oneWinner ? "" : string.Join(", ", replies.GroupBy(reply => $"{reply.Status} {reply.Code}").Select(group => $"{group.Count()} x {group.Key}"))));
}

/// <summary>What a contended round came to.</summary>
/// <param name="Round">What they contended for.</param>
/// <param name="OneWinner">Whether exactly one won, and all others were told so.</param>
/// <param name="Repeated">Tries that had to be repeated.</param>
/// <param name="Answers">The answers when it was not so.</param>
public sealed record RoundResult(string Round, bool OneWinner, int Repeated, string Answers);
