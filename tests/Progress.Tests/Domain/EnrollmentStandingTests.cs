using FocusSuite.Progress.Domain;
using static FocusSuite.Progress.Domain.EnrollmentPhase;

namespace FocusSuite.Progress.Tests.Domain;

public class EnrollmentStandingTests
{
    [Theory]
    [InlineData(InProgress, 1, null, null)]
    [InlineData(InProgress, 3, null, null)]
    [InlineData(InProgress, 4, "DAY_LOCKED", "DAY_LOCKED")]
    [InlineData(InProgress, 15, "DAY_LOCKED", "DAY_LOCKED")]
    [InlineData(InProgress, int.MaxValue, "DAY_LOCKED", "DAY_LOCKED")]
    [InlineData(Closed, 1, "PROGRAM_NOT_IN_PROGRESS", "PROGRAM_NOT_IN_PROGRESS")]
    [InlineData(Closed, 15, "PROGRAM_NOT_IN_PROGRESS", "PROGRAM_NOT_IN_PROGRESS")]
    [InlineData(Completed, 1, "PROGRAM_NOT_IN_PROGRESS", null)]
    [InlineData(Completed, 15, "PROGRAM_NOT_IN_PROGRESS", "DAY_LOCKED")]
    public void Refusal_ByPhaseAndDay_IsOfWhatIsNotOpen(EnrollmentPhase phase, int day, string? toWork, string? toReview)
    {
        var standing = Standing(phase, currentDay: 3);

        (standing.RefusalToWorkOn(day)?.Code, standing.RefusalToReview(day)?.Code).ShouldBe((toWork, toReview));
    }

    [Fact]
    public void Refusal_PastTheProgramsEnd_IsThatItIsLockedWhateverTheCurrentDay() =>
        Standing(InProgress, currentDay: 99).RefusalToWorkOn(15)!.Code.ShouldBe("DAY_LOCKED");

    [Fact]
    public void Refusal_OfTheProgramsLastDay_IsNoneWhenItIsReached() =>
        Standing(InProgress, currentDay: 14).RefusalToWorkOn(14).ShouldBeNull();

    private static EnrollmentStanding Standing(EnrollmentPhase phase, int currentDay) =>
        new(new EnrollmentFacts(70, 7, 1, 1, 14), phase, currentDay);
}
