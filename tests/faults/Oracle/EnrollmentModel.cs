namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>An enrollment as it must be, with all that was done in it.</summary>
public sealed class EnrollmentModel(long id, long userId, long programId, int totalDays)
{
    public long Id => id;

    public long UserId => userId;

    public long ProgramId => programId;

    public int TotalDays => totalDays;

    /// <summary>The documented word of its status.</summary>
    public string Status { get; set; } = "not_started";

    public SortedDictionary<int, DayModel> Days { get; } = [];

    public List<SessionModel> Sessions { get; } = [];

    public SessionModel? Live => Sessions.Find(session => session.IsLive);

    public override string ToString() => $"enrollment {id} of user {userId}";
}

/// <summary>A day as it must be. The credited seconds are not in it: they are the sum of its sessions'.</summary>
public sealed class DayModel(int number, int tasks, int targetMinutes)
{
    public int Number => number;

    public int TargetMinutes => targetMinutes;

    public bool[] Tasks { get; } = new bool[tasks];

    public List<string> Reflections { get; } = [];

    public int? Difficulty { get; set; }

    /// <summary>Whether it is complete once so many seconds are credited to it.</summary>
    public bool IsCompleteWith(long creditedSeconds) =>
        Tasks.All(done => done) && Reflections.Count > 0 && creditedSeconds >= targetMinutes * 60L;
}
