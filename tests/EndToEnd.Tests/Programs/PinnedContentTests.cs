using System.Net;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Programs;

/// <summary>
/// Programs that are shortened, lengthened, rewritten and retired under somebody who is in all four: each is finished as it was begun. The
/// catalog of this system publishes the files of a folder, so that a change is what an operator would do.
/// </summary>
public sealed class PinnedContentTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly string[] Keys = ["a-shortened", "b-lengthened", "c-rewritten", "d-retired"];

    [Fact]
    public async Task Programs_ChangedUnderLiveEnrollments_AreFinishedAsTheyWereBegun()
    {
        var folder = Directory.CreateTempSubdirectory("content-");
        try
        {
            foreach (var key in Keys)
            {
                Publish(folder, key, "First", days: 2, tasks: 1, minutes: 1);
            }

            var catalog = new Dictionary<string, string> { ["Focus__Catalog__ContentFolder"] = folder.FullName };
            await using var system = await FocusSystem.StartAsync(
                new FocusSystemOptions
                {
                    TimeScale = Suite.TimeScale,
                    Environment = new Dictionary<string, IReadOnlyDictionary<string, string>> { [PartNames.Catalog] = catalog },
                },
                CancellationToken.None);
            var user = await Suite.NewUserAsync(system);
            var enrollments = new List<long>();
            foreach (var program in Enumerable.Range(1, Keys.Length))
            {
                enrollments.Add(await user.BeginAsync(program));
                await user.LiveDayAsync(enrollments[^1], 1);
            }

            var before = await ReadAsync(user, enrollments);

            Publish(folder, Keys[0], "Second", days: 1, tasks: 1, minutes: 1);
            Publish(folder, Keys[1], "Second", days: 3, tasks: 1, minutes: 1);
            Publish(folder, Keys[2], "Second", days: 2, tasks: 3, minutes: 60);
            File.Delete(Path.Combine(folder.FullName, $"{Keys[3]}.json"));
            await system.Part(PartNames.Catalog).RestartAsync();

            // Somebody new sees what is offered now, and is in it.
            var other = await Suite.NewUserAsync(system);
            var offered = await Eventually.Async(
                async () => (await other.GetAsync("programs/")).Ok().Text,
                text => text.Contains("Second", StringComparison.Ordinal),
                Bound);
            JsonNode.Parse(offered)!.AsArray()
                .Select(program => ((long)program!["id"]!, (string)program["name"]!, (int)program["duration_days"]!))
                .ShouldBe([(1, "Second a-shortened", 1), (2, "Second b-lengthened", 3), (3, "Second c-rewritten", 2)]);
            (await other.PostAsync("programs/enroll/", new { program_id = 2 })).Created().Number("total_days").ShouldBe(3);
            (await other.PostAsync("programs/enroll/", new { program_id = 4 }))
                .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "program_id");

            // Whoever began before sees all as it was, and ends it.
            (await ReadAsync(user, enrollments)).ShouldBe(before);
            foreach (var enrollment in enrollments)
            {
                await user.LiveDayAsync(enrollment, 2);
            }

            foreach (var enrollment in enrollments)
            {
                var details = await user.DetailsAsync(enrollment);
                ((string)details["status"]!, (double)details["progress"]!["completion_percentage"]!).ShouldBe(("completed", 100));
                (await user.GetAsync($"programs/{enrollment}/weekly-review/1/")).Ok().Number("days_completed").ShouldBe(2);
            }

            var history = (await user.GetAsync("history/")).Ok().Json!.AsArray();
            history.Select(entry => ((string)entry!["program_name"]!, (string)entry["status"]!))
                .ShouldBe(Keys.Reverse().Select(key => ($"First {key}", "completed")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>All that the user reads of the programs.</summary>
    private static async Task<string> ReadAsync(Api user, IReadOnlyList<long> enrollments)
    {
        var read = new List<string> { (await user.GetAsync("programs/")).Ok().Text };
        foreach (var path in enrollments.SelectMany(
            id => new[] { $"programs/{id}/", $"programs/{id}/days/1/", $"programs/{id}/days/2/", $"programs/{id}/weekly-review/1/" }))
        {
            read.Add((await user.GetAsync(path)).Ok().Text);
        }

        return string.Join('\n', read);
    }

    private static void Publish(DirectoryInfo folder, string key, string edition, int days, int tasks, int minutes)
    {
        var content = new JsonObject
        {
            ["name"] = $"{edition} {key}",
            ["program_type"] = "custom",
            ["description"] = $"{edition} edition.",
            ["duration_days"] = days,
            ["objectives"] = new JsonArray("One"),
            ["is_pro_only"] = false,
            ["icon"] = "i",
            ["color"] = "#000000",
            ["cover_image_url"] = null,
            ["days"] = new JsonArray([.. Enumerable.Range(1, days).Select(day => new JsonObject
            {
                ["day_number"] = day,
                ["title"] = $"{edition} day {day}",
                ["description"] = $"{edition} edition.",
                ["focus_duration"] = minutes,
                ["tasks"] = new JsonArray([.. Enumerable.Range(1, tasks).Select(task => (JsonNode)$"{edition} task {task}")]),
                ["tips"] = new JsonArray("Tip"),
                ["reflection_prompts"] = new JsonArray("Prompt?"),
            })]),
        };
        File.WriteAllText(Path.Combine(folder.FullName, $"{key}.json"), content.ToJsonString());
    }
}
