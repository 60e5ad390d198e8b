using System.Globalization;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

public sealed class ReadYourWritesTests(Suite suite)
{
    /// <summary>Rounds; FOCUS_TEST_READS sets another number.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("FOCUS_TEST_READS") ?? "200", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Complete_ThenReadAtOnce_EverythingShowsTheEffect()
    {
        var person = await suite.NewPersonAsync();
        var enrollment = await person.BeginAsync();
        var late = new List<string>();

        for (var round = 1; round <= Rounds; round++)
        {
            (await person.CompleteAsync(await person.StartSessionAsync(enrollment))).Ok();

            var details = await person.DetailsAsync(enrollment);
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
        // Each person completes a first day by a session: the whole chain through three services and back.
        var late = new List<string>();
        for (var round = 1; round <= Math.Max(1, Rounds / 20); round++)
        {
            var person = await suite.NewPersonAsync();
            var enrollment = await person.BeginAsync();
            for (var task = 0; task < 3; task++)
            {
                (await person.TaskAsync(enrollment, 1, task)).Ok();
            }

            (await person.ReflectAsync(enrollment, 1)).Created();
            await person.FocusAsync(enrollment, 1, 25);

            var day = (await person.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
            var details = await person.DetailsAsync(enrollment);
            var listed = (await person.GetAsync("programs/")).Ok().Json![0]!;
            var history = (await person.GetAsync("history/")).Ok().Json![0]!;
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
