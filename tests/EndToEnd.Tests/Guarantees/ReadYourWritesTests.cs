using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

public sealed class ReadYourWritesTests(Suite suite)
{
    /// <summary>Rounds; FOCUS_TEST_READS sets another number.</summary>
    private static readonly int Rounds = Sizes.Of("FOCUS_TEST_READS", 60);

    [Fact]
    public async Task Complete_ThenReadAtOnce_EverythingShowsTheEffect()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var late = new List<string>();

        for (var round = 1; round <= Rounds; round++)
        {
            (await user.CompleteAsync(await user.StartSessionAsync(enrollment))).Ok();

            var details = await user.DetailsAsync(enrollment);
            if ((int)details["progress"]!["total_sessions"]! != round)
            {
                late.Add($"round {round}: {details["progress"]!.ToJsonString()}");
            }
        }

        late.ShouldBeEmpty();
    }

    [Fact]
    public async Task DayCompleted_ThenReadAtOnce_DayDetailsListAndHistoryShowIt()
    {
        // Each user completes a first day by a session: the whole chain through three services and back.
        var late = new List<string>();
        for (var round = 1; round <= Math.Max(1, Rounds / 20); round++)
        {
            var user = await suite.NewUserAsync();
            var enrollment = await user.BeginAsync();
            for (var task = 0; task < 3; task++)
            {
                (await user.TaskAsync(enrollment, 1, task)).Ok();
            }

            (await user.ReflectAsync(enrollment, 1)).Created();
            await user.FocusAsync(enrollment, 1, 25);

            var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
            var details = await user.DetailsAsync(enrollment);
            var listed = (await user.GetAsync("programs/")).Ok().Json![0]!;
            var history = (await user.GetAsync("history/")).Ok().Json![0]!;
            var seen = (
                (bool)day["is_completed"]!, (int)details["current_day"]!, (int)details["progress"]!["days_completed"]!,
                (int)listed["current_day"]!, (int)history["total_focus_minutes"]!, (double)history["completion_percentage"]!);
            if (seen != (true, 2, 1, 2, 25, 7.1))
            {
                late.Add($"round {round}: {seen}");
            }
        }

        late.ShouldBeEmpty();
    }
}
