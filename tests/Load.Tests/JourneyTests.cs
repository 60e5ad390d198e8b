using System.Text.Json.Nodes;
using FocusSuite.Load.Users;
using Shouldly;

namespace FocusSuite.Load.Tests;

public sealed class JourneyTests
{
    private readonly Journey _journey = new(new Random(7));

    [Fact]
    public void Current_NotAnswered_IsTheSameStepWithTheSameKey()
    {
        Until("POST sessions/start");
        var (name, key) = (_journey.Current.Name, _journey.Current.Key);

        _journey.Current.Name.ShouldBe(name);
        _journey.Current.Key.ShouldBe(key);
    }

    [Fact]
    public void Journey_ANewUser_EndsWhatMayBeLeftAndThenLivesSessionAfterSession()
    {
        var names = Take(40);

        names.Take(6).ShouldBe(
            ["GET sessions/active", "POST programs/enroll", "POST programs/abandon", "POST programs/enroll", "POST programs/start", "GET programs"]);
        names.Count(name => name == "POST sessions/start").ShouldBeGreaterThanOrEqualTo(2);
        names.Where(name => name is "POST sessions/start" or "POST sessions/complete").Index()
            .ShouldAllBe(step => step.Item == (step.Index % 2 == 0 ? "POST sessions/start" : "POST sessions/complete"));
    }

    [Fact]
    public void Journey_AnEarlierSessionIsOpen_CancelsItFirst()
    {
        _journey.Current.Name.ShouldBe("GET sessions/active");
        _journey.Answered(JsonNode.Parse("""{"active_session":{"session_id":"old"}}"""));

        _journey.Current.Name.ShouldBe("POST sessions/cancel");
    }

    [Fact]
    public void Journey_TheDayHoldsNoMore_TakesANewEnrollment()
    {
        var names = Take(200);

        names.Count(name => name == "POST programs/abandon").ShouldBeGreaterThan(1);
        // A day takes twenty reflections at the most.
        foreach (var enrollment in string.Join('|', names).Split("POST programs/abandon"))
        {
            enrollment.Split("POST reflections/add").Length.ShouldBeLessThanOrEqualTo(20);
        }
    }

    [Fact]
    public void Journey_TheDayHasTasks_DoesThemAllSessionAfterSession()
    {
        var done = new List<object>();
        while (done.Count < 3)
        {
            Until("POST tasks/update");
            done.Add(_journey.Current.Body!);
            Answer();
        }

        done.Select(body => System.Text.Json.JsonSerializer.SerializeToNode(body)!)
            .Select(body => ((int)body["task_index"]!, (bool)body["is_completed"]!))
            .ShouldBe([(0, true), (1, true), (2, true)]);
    }

    [Fact]
    public void StartOver_InTheMiddle_LooksAgainAtWhatIsLeft()
    {
        Until("POST sessions/complete");

        _journey.StartOver();

        _journey.Current.Name.ShouldBe("GET sessions/active");
    }

    [Fact]
    public void Answered_WithoutWhatTheNextStepsNeed_KeepsTheStep()
    {
        Until("POST sessions/start");

        _journey.Answered(JsonNode.Parse("{}")).ShouldBeFalse();

        _journey.Current.Name.ShouldBe("POST sessions/start");
    }

    private void Until(string step)
    {
        for (var steps = 0; _journey.Current.Name != step; steps++)
        {
            steps.ShouldBeLessThan(100, $"{step} should come");
            Answer();
        }
    }

    private List<string> Take(int count)
    {
        var names = new List<string>();
        for (var step = 0; step < count; step++)
        {
            names.Add(_journey.Current.Name);
            Answer();
        }

        return names;
    }

    private void Answer() => _journey.Answered(JsonNode.Parse(_journey.Current.Name switch
    {
        "POST programs/enroll" => """{"enrollment_id":12}""",
        "POST sessions/start" => """{"session_id":"s1"}""",
        "GET programs/{id}/days/{n}" => """{"user_progress":{"tasks":[{},{},{}]}}""",
        _ => """{"active_session":null}""",
    }));
}
