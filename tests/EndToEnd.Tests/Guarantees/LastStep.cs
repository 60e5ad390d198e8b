using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSystem;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

/// <summary>A user of whose first day only the session is missing.</summary>
public sealed class LastStep
{
    private const string Pending = "Focus-Effects";
    private const int TasksADay = 3;

    private readonly Api _api;
    private readonly long _enrollment;
    private string _session = string.Empty;

    private LastStep(Api api, long enrollment) => (_api, _enrollment) = (api, enrollment);

    public static async Task<LastStep> PrepareAsync(FocusSystem system)
    {
        var user = await Suite.NewUserAsync(system);
        var enrollment = await user.BeginAsync();
        for (var task = 0; task < TasksADay; task++)
        {
            (await user.TaskAsync(enrollment, 1, task)).Ok();
        }

        (await user.ReflectAsync(enrollment, 1)).Created();
        return new LastStep(user, enrollment);
    }

    /// <summary>Starts the session.</summary>
    public async Task StartAsync() => _session = await _api.StartSessionAsync(_enrollment);

    /// <summary>Completes the session when it is time to, and reads at once all that shows it.</summary>
    public async Task<Seen> CompleteAsync(Task moment)
    {
        await moment;
        var began = TimeProvider.System.GetTimestamp();
        var answer = (await _api.CompleteAsync(_session)).Ok();
        var took = TimeProvider.System.GetElapsedTime(began);

        var details = await _api.DetailsAsync(_enrollment);
        var day = (await _api.GetAsync($"programs/{_enrollment}/days/1/")).Ok()["user_progress"];
        var listed = (await _api.GetAsync("programs/")).Ok().Json![0]!;
        var seen = (
            (int)details["progress"]!["total_sessions"]!, (int)details["progress"]!["days_completed"]!, (int)details["current_day"]!,
            (bool)day["is_completed"]!, (int)listed["current_day"]!);
        return new Seen(took, answer.Header(Pending), seen == (1, 1, 2, true, 2) ? string.Empty : seen.ToString());
    }

    /// <summary>Whether a task of the second day can be done.</summary>
    public async Task<bool> NextDayIsOpenAsync() => (await _api.TaskAsync(_enrollment, 2, 0)).Status == System.Net.HttpStatusCode.OK;
}

/// <summary>What a completion came to.</summary>
/// <param name="Took">The time until its answer.</param>
/// <param name="Pending">Set where the answer says that it came before its effects.</param>
/// <param name="Stale">What the next reads showed, where it was not the effect.</param>
public sealed record Seen(TimeSpan Took, string? Pending, string Stale);
