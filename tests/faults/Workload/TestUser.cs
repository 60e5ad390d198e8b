using System.Globalization;
using FocusSuite.Faults.Tests.Oracle;

namespace FocusSuite.Faults.Tests.Workload;

/// <summary>
/// Somebody who uses the suite, one operation after the other, and keeps account of what was acknowledged. Since every operation is
/// repeated until there is an answer for good, the account is exact, and every answer can be checked against it.
/// </summary>
public sealed class TestUser(Account account, Caller caller, Func<DateTimeOffset> suiteTime)
{
    private const double Minute = 60;

    private const int SessionMinutes = 180;

    public Account Account => account;

    public Caller Caller => caller;

    /// <summary>What was enrolled in during this run.</summary>
    public List<EnrollmentModel> Enrollments { get; } = [];

    public EnrollmentModel Current => Enrollments[^1];

    /// <summary>The day that is worked on.</summary>
    public DayModel Today { get; private set; } = new(1, 0, 0);

    public SessionModel? Session => Enrollments.Count == 0 ? null : Current.Live;

    /// <summary>Enrolls anew: a live enrollment of an earlier run is abandoned first.</summary>
    /// <returns>False when the run ended before it was answered.</returns>
    public async Task<bool> EnrollAsync(long programId)
    {
        await LeaveEarlierAsync();
        var reply = await ExpectAsync("programs/enroll/", new { program_id = programId });
        if (!reply.IsAcknowledged)
        {
            return false;
        }

        if (reply.Status != 201 || (bool?)reply.Json!["enrolled"] != true)
        {
            caller.Journal.Complain($"{caller.Name} was not enrolled, and was not before: {reply.Json?.ToJsonString()}");
            return false;
        }

        Enrolled(reply, programId);
        return true;
    }

    /// <summary>Leaves what an earlier run left: a user has one live enrollment a program, and one live session.</summary>
    public async Task LeaveEarlierAsync()
    {
        if (account.LiveEnrollments.Count > 0
            && (string?)(await ReadAsync("sessions/active/")).Json?["active_session"]?["session_id"] is { } session)
        {
            // Of this run or of one before, of which nobody keeps account any more.
            var reply = await ExpectAsync("sessions/cancel/", new { session_id = session }, "SESSION_ENDED");
            if (Session is { } known && known.Id == session)
            {
                if (reply.IsAcknowledged)
                {
                    known.Cancel();
                }
                else if (reply.Code == "SESSION_ENDED")
                {
                    known.Expire();
                }
            }
        }

        foreach (var earlier in account.LiveEnrollments)
        {
            var reply = await ExpectAsync("programs/abandon/", new { enrollment_id = earlier }, "INVALID_PROGRAM_STATUS");
            if (reply.IsAcknowledged && Enrollments.Find(enrollment => enrollment.Id == earlier) is { } known)
            {
                known.Status = "abandoned";
            }
        }

        account.LiveEnrollments.Clear();
    }

    /// <summary>Takes an acknowledged enroll into the account.</summary>
    public void Enrolled(Reply reply, long programId)
    {
        var id = (long)reply.Json!["enrollment_id"]!;
        account.LiveEnrollments.Add(id);
        Enrollments.Add(new EnrollmentModel(id, account.UserId, programId, (int)reply.Json["total_days"]!));
    }

    /// <summary>Starts the program, and looks at its first day.</summary>
    public async Task<bool> StartProgramAsync()
    {
        var reply = await ExpectAsync("programs/start/", new { enrollment_id = Current.Id });
        if (!reply.IsAcknowledged)
        {
            return false;
        }

        Current.Status = "in_progress";
        return await OpenDayAsync(1);
    }

    /// <summary>Turns to a day.</summary>
    public async Task<bool> OpenDayAsync(int number)
    {
        var reply = await ReadAsync($"programs/{Current.Id}/days/{number}/");
        if (!reply.IsAcknowledged)
        {
            return false;
        }

        Today = new DayModel(number, reply.Json!["user_progress"]!["tasks"]!.AsArray().Count, (int)reply.Json["focus_duration"]!);
        Current.Days[number] = Today;
        return true;
    }

    public async Task PauseProgramAsync()
    {
        if ((await ExpectAsync("programs/pause/", new { enrollment_id = Current.Id })).IsAcknowledged)
        {
            Current.Status = "paused";
        }
    }

    public async Task ResumeProgramAsync()
    {
        if ((await ExpectAsync("programs/resume/", new { enrollment_id = Current.Id })).IsAcknowledged)
        {
            Current.Status = "in_progress";
        }
    }

    /// <summary>Gives the program up; a session that is live in it ends with it.</summary>
    public async Task AbandonProgramAsync()
    {
        var reply = await ExpectAsync("programs/abandon/", new { enrollment_id = Current.Id });
        if (reply.IsAcknowledged)
        {
            account.LiveEnrollments.Remove(Current.Id);
            Session?.EndWithProgram(At(reply));
            Current.Status = "abandoned";
        }
    }

    public async Task MarkTaskAsync(int index, bool done)
    {
        var reply = await ExpectAsync(
            "tasks/update/", new { enrollment_id = Current.Id, day_number = Today.Number, task_index = index, is_completed = done });
        if (reply.IsAcknowledged)
        {
            Today.Tasks[index] = done;
            Check(reply, "tasks_completed", Today.Tasks.Count(task => task));
        }
    }

    public async Task ReflectAsync(string answer)
    {
        var reply = await ExpectAsync(
            "reflections/add/", new { enrollment_id = Current.Id, day_number = Today.Number, question = "How was it?", answer });
        if (reply.IsAcknowledged)
        {
            Today.Reflections.Add(answer);
            Check(reply, "reflections_count", Today.Reflections.Count);
        }
    }

    public async Task RateAsync(int difficulty)
    {
        if ((
            await ExpectAsync(
                "days/rate/",
                new { enrollment_id = Current.Id, day_number = Today.Number, difficulty_rating = difficulty })).IsAcknowledged)
        {
            Today.Difficulty = difficulty;
        }
    }

    public async Task StartSessionAsync()
    {
        var reply = await ExpectAsync(
            "sessions/start/", new { enrollment_id = Current.Id, day_number = Today.Number, duration_minutes = SessionMinutes });
        if (reply.IsAcknowledged)
        {
            SessionStarted(reply);
        }
    }

    /// <summary>Takes an acknowledged start of a session into the account.</summary>
    public void SessionStarted(Reply reply) =>
        Current.Sessions.Add(new SessionModel((string)reply.Json!["session_id"]!, Today.Number, SessionMinutes * 60, At(reply)));

    public async Task PauseSessionAsync()
    {
        if (await SessionAsync("sessions/pause/", session => new { session_id = session.Id }) is { } reply)
        {
            // After the bell it is completed instead, and told so.
            var over = (string?)reply.Json!["message"] != "Session paused";
            var session = Session!;
            if (!session.PauseOrEnd(At(reply), over))
            {
                caller.Journal.Complain(
                    $"{caller.Name} {session.Id}: its clock does not allow that the pause answered {reply.Json.ToJsonString()}.");
            }
        }
    }

    public async Task ResumeSessionAsync()
    {
        if (await SessionAsync("sessions/resume/", session => new { session_id = session.Id }) is { } reply)
        {
            Session!.Resume(At(reply));
        }
    }

    public async Task LogDistractionAsync(string note)
    {
        if (await SessionAsync("sessions/distraction/", session => new { session_id = session.Id, distraction_note = note }) is { } reply)
        {
            Session!.Distractions.Add(note);
            Check(reply, "distraction_count", Session.Distractions.Count);
        }
    }

    public async Task CompleteSessionAsync()
    {
        if (await SessionAsync("sessions/complete/", session => new { session_id = session.Id, productivity_rating = 4 }) is { } reply)
        {
            Session!.Complete(At(reply));
        }
    }

    public async Task CancelSessionAsync()
    {
        if (await SessionAsync("sessions/cancel/", session => new { session_id = session.Id }) is not null)
        {
            Session!.Cancel();
        }
    }

    /// <summary>
    /// Says of the last session that only a minute of it counts; its completion may not have come to its day by then. Nothing where it had
    /// no minute: a date would go, and whether the longest streak had it depends on what came first.
    /// </summary>
    public async Task CorrectSessionAsync()
    {
        if (Current.Sessions.LastOrDefault() is { Status: "completed", Credit.Least: >= Minute } session
            && (await ExpectAsync(caller.Change($"sessions/{session.Id}/", new { credited_minutes = 1 }))).IsAcknowledged)
        {
            session.Correct(Minute);
        }
    }

    /// <summary>A read that has to succeed.</summary>
    public async Task<Reply> ReadAsync(string path)
    {
        var reply = await caller.GetAsync(path);
        if (reply.Outcome == Outcome.Refused)
        {
            caller.Journal.Complain($"{caller.Name} GET {path} was refused: {reply}");
        }

        return reply;
    }

    /// <summary>A write that has to succeed, since the account says that it is allowed.</summary>
    private Task<Reply> ExpectAsync(string path, object body, params string[] alsoRight) =>
        ExpectAsync(caller.Write(path, body), alsoRight);

    private async Task<Reply> ExpectAsync(Operation operation, params string[] alsoRight)
    {
        var reply = await caller.CallAsync(operation);
        if (reply.Outcome == Outcome.Refused && !alsoRight.Contains(reply.Code))
        {
            caller.Journal.Complain($"{operation} was refused: {reply}, {reply.Json?.ToJsonString()}");
        }

        return reply;
    }

    /// <summary>A write to the live session; null when it did not act, because the run or, after hours, the session had ended.</summary>
    private async Task<Reply?> SessionAsync(string path, Func<SessionModel, object> body)
    {
        if (Session is not { } session)
        {
            return null;
        }

        var reply = await ExpectAsync(path, body(session), "SESSION_ENDED");
        if (reply.Code == "SESSION_ENDED")
        {
            if (!session.MayHaveExpired(suiteTime()))
            {
                caller.Journal.Complain($"{caller.Name} {path} {session.Id}: the session has ended, and nobody ended it.");
            }

            session.Expire();
        }

        return reply.IsAcknowledged ? reply : null;
    }

    private void Check(Reply reply, string field, int expected)
    {
        if ((int?)reply.Json![field] != expected)
        {
            caller.Journal.Complain(string.Create(
                CultureInfo.InvariantCulture,
                $"{caller.Name}: {field} should be {expected} in {reply.Json.ToJsonString()} after {reply.Tries} tries"));
        }
    }

    private static Moment At(Reply reply) => new(reply.FirstSent, reply.Answered);
}
