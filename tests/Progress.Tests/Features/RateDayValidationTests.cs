using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Features;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protos.Progress.V1;

namespace FocusSuite.Progress.Tests.Features;

public class RateDayValidationTests
{
    [Fact]
    public void Validate_EveryFieldBad_NamesThemAllAtOnce() => RequestFaults
        .Of(() => RateDay.Validate(new RateDayRequest { DifficultyRating = 0, SatisfactionRating = 6, Notes = new string('x', 1001) }))
        .Keys.ShouldBe(["enrollment_id", "day_number", "difficulty_rating", "satisfaction_rating", "notes"], ignoreOrder: true);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Validate_RatingsInRange_Pass(int rating) => RateDay
        .Validate(
            new RateDayRequest { EnrollmentId = 1, DayNumber = 1, DifficultyRating = rating, SatisfactionRating = rating, Notes = " fine " })
        .ShouldBe(new DayRating(rating, rating, "fine"));

    [Fact]
    public void Validate_NothingToRate_Passes() =>
        RateDay.Validate(new RateDayRequest { EnrollmentId = 1, DayNumber = 1 }).ShouldBe(new DayRating(null, null, null));
}
