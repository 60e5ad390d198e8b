using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.Achievements;
using static FocusSuite.Insights.Tests.Achievements.Made;

namespace FocusSuite.Insights.Tests.Achievements;

public class ChangesTests
{
    private static readonly AchievementDefinition Live = Definition(Condition(Metric.Sessions, [1, 2]), code: "live_one");

    private static readonly AchievementDefinition Kept =
        Definition(Condition(Metric.Reflections), code: "kept_one") with { Keeps = AchievementKeeps.Kept };

    [Fact]
    public void Facts_ThatEarnSomething_GrantItOnce()
    {
        var first = Between([], [Live, Kept], Session("a", 1), Reflection(1));

        first.Granted.Select(one => (one.Definition.Code, one.Earned.Level)).ShouldBe([("live_one", 1), ("kept_one", 1)]);
        Between(Held(first), [Live, Kept], Session("a", 1), Reflection(1)).Granted.ShouldBeEmpty();
    }

    [Fact]
    public void Session_ThatIsRemoved_TakesWhatIsLiveAndLeavesWhatIsKept()
    {
        var held = Held(Between([], [Live, Kept], Session("a", 1), Session("b", 2), Reflection(1)));

        var changes = Between(held, [Live, Kept], Session("a", 1));

        changes.Granted.ShouldBeEmpty();
        var revoked = changes.Revoked.ShouldHaveSingleItem();
        (revoked.Held.Code, revoked.Held.Level).ShouldBe(("live_one", 2));
        revoked.MissingFactKeys.ShouldBe(["session/b"]);
    }

    [Fact]
    public void Session_ThatIsCorrectedToLess_TakesWhatItEarnedThoughItIsThere()
    {
        var held = Held(Between([], [Live], Session("a", 1)));

        var revoked = Between(held, [Live], Session("a", 1) with { Seconds = 30 }).Revoked.ShouldHaveSingleItem();

        revoked.MissingFactKeys.ShouldBeEmpty();
    }

    [Fact]
    public void Session_ThatIsRemovedWhereOthersAreEnough_TakesNothing()
    {
        var held = Held(Between([], [Live], Session("a", 1), Session("b", 2)));

        var changes = Between(held, [Live], Session("b", 2), Session("c", 3), Session("d", 4));

        (changes.Granted.Count, changes.Revoked.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Session_EnteredLaterThatWasEarlier_IsWhatItIsHeldForFromThenOn()
    {
        var held = Held(Between([], [Live], Session("b", 2)));

        var changes = Between(held, [Live], Session("a", 1), Session("b", 2));

        var moved = changes.Moved.ShouldHaveSingleItem().Earned;
        (moved.Level, moved.FactKeys.ShouldHaveSingleItem()).ShouldBe((1, "session/a"));
        changes.Granted.ShouldHaveSingleItem().Earned.Level.ShouldBe(2);
    }

    [Fact]
    public void Distraction_NotedLater_TakesACalmSession()
    {
        var calm = Definition(Condition(Metric.DistractionFreeSessions));
        var held = Held(Between([], [calm], Session("a", 1)));

        Between(held, [calm], Session("a", 1), Distraction("a", 1, 1)).Revoked.ShouldHaveSingleItem();
        Between([], [calm], Session("a", 1)).Granted.ShouldHaveSingleItem();
    }

    [Fact]
    public void Version_ThatIsNew_DoesNotGrantWhatTheOldOneDid()
    {
        var next = Live with { Version = 2, Rule = Condition(Metric.Sessions, [1, 3]) };
        var held = Held(Between([], [Live], Session("a", 1)));

        var changes = Between(held, [Live, next], Session("a", 1), Session("b", 2), Session("c", 3));

        changes.Granted.Select(one => (one.Definition.Version, one.Earned.Level)).ShouldBe([(2, 2)]);
    }

    [Fact]
    public void Version_ThatIsNotEvaluated_Stays() => Between(Held(Between([], [Live], Session("a", 1))), [Kept]).Revoked.ShouldBeEmpty();

    private static AchievementChanges Between(
        IReadOnlyCollection<HeldAchievement> held, AchievementDefinition[] definitions, params Fact[] facts) =>
        AchievementChanges.Between(
            held,
            AchievementEvaluator.Evaluate(definitions, facts, Today),
            facts.Select(fact => fact.Key).ToHashSet());

    private static HeldAchievement[] Held(AchievementChanges changes) =>
        [.. changes.Granted.Select(one => new HeldAchievement(
            one.Definition.Code, one.Definition.Version, one.Earned.Level, one.Earned.Window, one.Earned.FactKeys))];
}
