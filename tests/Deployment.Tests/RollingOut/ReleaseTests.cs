using FocusSuite.Deployment.Tests.Support;
using Shouldly;

namespace FocusSuite.Deployment.Tests.RollingOut;

/// <summary>The order of a release, and that it stops at what fails.</summary>
public sealed class ReleaseTests : IDisposable
{
    private const string DeleteJobs = "-n focus-suite delete job -l app.kubernetes.io/component=migration --ignore-not-found";
    private const string ApplyJobs = "apply -k deploy/overlays/production/migrate";
    private const string ApplySuite = "apply -k deploy/overlays/production";

    private readonly StandInKubectl _kubectl = new();

    [Fact]
    public async Task Release_AllJobsComplete_AppliesTheSuiteAfterThemAndWaitsForEachRollOut()
    {
        _kubectl.AnswerAboutJobs(
            "migrate-identity\nmigrate-progress",
            "migrate-identity SuccessCriteriaMet Complete\nmigrate-progress",
            "migrate-identity SuccessCriteriaMet Complete\nmigrate-progress Complete");

        var (code, errors) = await _kubectl.ReleaseAsync("production", TestContext.Current.CancellationToken);

        code.ShouldBe(0, errors);
        _kubectl.Calls.Count(call => call.Contains(" get job ", StringComparison.Ordinal)).ShouldBe(3);
        _kubectl.Calls.Where(call => !call.Contains(" get job ", StringComparison.Ordinal)).ShouldBe(
        [
            DeleteJobs,
            ApplyJobs,
            ApplySuite,
            .. new[] { "identity", "catalog", "enrollment", "sessions", "progress", "insights", "gateway" }
                .Select(name => $"-n focus-suite rollout status deployment/{name} --timeout=30m"),
        ]);
        _kubectl.Calls.ToList().FindLastIndex(call => call.Contains(" get job ", StringComparison.Ordinal))
            .ShouldBeLessThan(_kubectl.Calls.ToList().IndexOf(ApplySuite));
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("FailureTarget Failed")]
    public async Task Release_AJobFailed_EndsWithOneAndAppliesNothingMore(string conditions)
    {
        _kubectl.AnswerAboutJobs("migrate-identity\nmigrate-progress", $"migrate-identity\nmigrate-progress {conditions}");

        var (code, errors) = await _kubectl.ReleaseAsync("production", TestContext.Current.CancellationToken);

        code.ShouldBe(1);
        errors.ShouldContain("kubectl -n focus-suite logs job/migrate-progress");
        _kubectl.Calls.ShouldNotContain(ApplySuite);
        _kubectl.Calls[^1].ShouldContain(" get job ");
    }

    [Theory]
    [InlineData(DeleteJobs)]
    [InlineData(ApplyJobs)]
    public async Task Release_AnEarlierStepFails_AppliesNothingMore(string step)
    {
        _kubectl.AnswerAboutJobs("migrate-identity Complete");
        _kubectl.Fail(step);

        (await _kubectl.ReleaseAsync("production", TestContext.Current.CancellationToken)).Code.ShouldBe(1);

        _kubectl.Calls[^1].ShouldBe(step);
    }

    [Fact]
    public async Task Release_ThereIsNoJob_AppliesNothingMore()
    {
        _kubectl.AnswerAboutJobs("");

        (await _kubectl.ReleaseAsync("production", TestContext.Current.CancellationToken)).Code.ShouldBe(1);

        _kubectl.Calls.ShouldNotContain(ApplySuite);
    }

    [Fact]
    public async Task Release_ARollOutFails_EndsWithOneAndTellsTheWayBack()
    {
        _kubectl.AnswerAboutJobs("migrate-identity Complete");
        _kubectl.Fail("-n focus-suite rollout status deployment/catalog --timeout=30m");

        var (code, errors) = await _kubectl.ReleaseAsync("production", TestContext.Current.CancellationToken);

        code.ShouldBe(1);
        errors.ShouldContain("kubectl -n focus-suite rollout undo deployment/catalog");
        _kubectl.Calls[^1].ShouldContain("deployment/catalog");
    }

    [Fact]
    public async Task Release_OfTheTrial_StaysInItsNamespace()
    {
        _kubectl.AnswerAboutJobs("migrate-identity Complete");

        (await _kubectl.ReleaseAsync("development", TestContext.Current.CancellationToken)).Code.ShouldBe(0);

        _kubectl.Calls.ShouldAllBe(call => call.StartsWith("-n focus-suite-dev ", StringComparison.Ordinal)
            || call.StartsWith("apply -k deploy/overlays/development", StringComparison.Ordinal));
    }

    public void Dispose() => _kubectl.Dispose();
}
