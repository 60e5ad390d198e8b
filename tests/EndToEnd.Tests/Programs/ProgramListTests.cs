using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Programs;

public sealed class ProgramListTests(Suite suite)
{
    [Fact]
    public async Task List_NewFreeUser_IsTheDocumentsExample()
    {
        var list = (await (await suite.NewUserAsync()).GetAsync("programs/")).Ok().HasShape(Documented.Programs).Json!.AsArray();

        list.Count.ShouldBe(2);
        Values(list[0]!).ShouldBe("1|14-Day Focus Challenge|14_day|14|False|True|🎯|#3B82F6||False|||");
        Values(list[1]!).ShouldBe("2|30-Day Focus Mastery|30_day|30|True|False|🚀|#10B981||False|||");
        (list[0]!["objectives"]!.AsArray().Count, list[1]!["objectives"]!.AsArray().Count).ShouldBe((4, 5));
    }

    [Fact]
    public async Task List_AfterEachChange_ShowsItAtOnce()
    {
        var user = await suite.NewUserAsync(pro: true);
        (await user.GetAsync("programs/")).Ok();

        var enrollment = await user.EnrollAsync();
        (await EntryAsync(user)).ShouldBe($"True|{enrollment}|not_started|1");

        (await user.PostAsync("programs/start/", new { enrollment_id = enrollment })).Ok();
        (await EntryAsync(user)).ShouldBe($"True|{enrollment}|in_progress|1");

        (await user.PostAsync("programs/pause/", new { enrollment_id = enrollment })).Ok();
        (await EntryAsync(user)).ShouldBe($"True|{enrollment}|paused|1");

        (await user.PostAsync("programs/resume/", new { enrollment_id = enrollment })).Ok();
        await user.LiveDayAsync(enrollment, 1);
        (await EntryAsync(user)).ShouldBe($"True|{enrollment}|in_progress|2");

        (await user.PostAsync("programs/abandon/", new { enrollment_id = enrollment })).Ok();
        (await EntryAsync(user)).ShouldBe("False|||");
    }

    public static TheoryData<Plan, SubscriptionStatus, int?, int?, bool> Subscriptions => new()
    {
        { Plan.Free, SubscriptionStatus.Active, null, null, false },
        { Plan.ProMonthly, SubscriptionStatus.Active, null, null, true },
        { Plan.ProYearly, SubscriptionStatus.Active, 1, null, true },
        { Plan.ProMonthly, SubscriptionStatus.Active, -1, null, false },
        { Plan.ProMonthly, SubscriptionStatus.Canceled, 1, null, true },
        { Plan.ProMonthly, SubscriptionStatus.Canceled, -1, null, false },
        { Plan.ProMonthly, SubscriptionStatus.Canceled, null, null, false },
        { Plan.ProMonthly, SubscriptionStatus.Expired, 1, null, false },
        { Plan.ProMonthly, SubscriptionStatus.Trial, null, 1, true },
        { Plan.ProMonthly, SubscriptionStatus.Trial, null, -1, false },
        { Plan.Free, SubscriptionStatus.Trial, null, 1, false },
    };

    /// <summary>Ends are given in years from now, since the suite's days are short.</summary>
    [Theory]
    [MemberData(nameof(Subscriptions))]
    public async Task Enroll_ProOnlyProgram_NeedsProNow(Plan plan, SubscriptionStatus status, int? expiresIn, int? trialEndsIn, bool isPro)
    {
        var user = await suite.NewUserAsync(
            new Subscription { Plan = plan, Status = status, ExpiresAt = InYears(expiresIn), TrialEndsAt = InYears(trialEndsIn) });

        ((bool)(await user.GetAsync("programs/")).Ok().Json![1]!["can_access"]!).ShouldBe(isPro);
        var enroll = await user.PostAsync("programs/enroll/", new { program_id = Journey.ThirtyDays });

        if (isPro)
        {
            enroll.Created();
        }
        else
        {
            enroll.Problem(System.Net.HttpStatusCode.Forbidden, "PRO_REQUIRED").Word("detail").ShouldContain("Pro subscription");
        }
    }

    private Google.Protobuf.WellKnownTypes.Timestamp? InYears(int? years) =>
        years is { } some ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(suite.System.SuiteTime.AddYears(some)) : null;

    private static async Task<string> EntryAsync(Api user)
    {
        var entry = (await user.GetAsync("programs/")).Ok().Json![0]!;
        return $"{entry["is_enrolled"]}|{entry["enrollment_id"]}|{entry["enrollment_status"]}|{entry["current_day"]}"
            .Replace("true", "True", StringComparison.Ordinal).Replace("false", "False", StringComparison.Ordinal);
    }

    private static string Values(JsonNode entry) => string.Join('|', new[]
    {
        "id", "name", "program_type", "duration_days", "is_pro_only", "can_access", "icon", "color", "cover_image_url", "is_enrolled",
        "enrollment_id", "enrollment_status", "current_day",
    }.Select(field => entry[field] is JsonValue value && value.TryGetValue<bool>(out var flag)
        ? flag.ToString()
        : entry[field]?.ToString()));
}
