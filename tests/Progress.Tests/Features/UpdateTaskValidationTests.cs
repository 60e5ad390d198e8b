using FocusSuite.Progress.Features;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Progress.V1;

namespace FocusSuite.Progress.Tests.Features;

public class UpdateTaskValidationTests
{
    [Fact]
    public void Validate_AnEmptyRequest_NamesEveryFieldAtOnce() => RequestFaults.Of(() => UpdateTask.Validate(new()))
        .Keys.ShouldBe(["enrollment_id", "day_number", "task_index", "is_completed"], ignoreOrder: true);

    [Theory]
    [InlineData(-1, 1, 0, "enrollment_id")]
    [InlineData(1, -1, 0, "day_number")]
    [InlineData(1, 0, 0, "day_number")]
    [InlineData(1, 1, -1, "task_index")]
    public void Validate_OneBadField_NamesThatOne(long enrollment, int day, int index, string field) => RequestFaults
        .Of(() => UpdateTask.Validate(
            new UpdateTaskRequest { EnrollmentId = enrollment, DayNumber = day, TaskIndex = index, IsCompleted = false }))
        .Keys.ShouldBe([field]);

    [Fact]
    public void Validate_AGoodRequest_Passes() =>
        Should.NotThrow(
            () => UpdateTask.Validate(new UpdateTaskRequest { EnrollmentId = 1, DayNumber = 1, TaskIndex = 0, IsCompleted = false }));

    [Fact]
    public void Validate_FieldsThatAreMissingOrNegative_SaysWhichOfTheTwo()
    {
        var missing = RequestFaults.Of(() => UpdateTask.Validate(new UpdateTaskRequest { EnrollmentId = 1, DayNumber = 1 }));
        missing["task_index"].ShouldBe([Validation.Required]);
        missing["is_completed"].ShouldBe([Validation.Required]);

        RequestFaults.Of(
            () => UpdateTask.Validate(new UpdateTaskRequest { EnrollmentId = 1, DayNumber = 1, TaskIndex = -1, IsCompleted = true }))
            ["task_index"].ShouldBe(["Must be 0 or greater."]);
    }
}
