using FocusSuite.Progress.Enrollments;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Progress.Tests.Enrollments;

public class OwnEnrollmentTests
{
    [Theory]
    [InlineData(EnrollmentStatus.InProgress, 1, null)]
    [InlineData(EnrollmentStatus.InProgress, 3, null)]
    [InlineData(EnrollmentStatus.InProgress, 4, "DAY_LOCKED")]
    [InlineData(EnrollmentStatus.InProgress, 15, "DAY_LOCKED")]
    [InlineData(EnrollmentStatus.InProgress, int.MaxValue, "DAY_LOCKED")]
    [InlineData(EnrollmentStatus.NotStarted, 1, "PROGRAM_NOT_IN_PROGRESS")]
    [InlineData(EnrollmentStatus.Paused, 1, "PROGRAM_NOT_IN_PROGRESS")]
    [InlineData(EnrollmentStatus.Completed, 1, "PROGRAM_NOT_IN_PROGRESS")]
    [InlineData(EnrollmentStatus.Abandoned, 15, "PROGRAM_NOT_IN_PROGRESS")]
    public void EnsureWritable_ByStatusAndDay_RefusesWhatIsNotOpen(EnrollmentStatus status, int day, string? code)
    {
        var enrollment = new OwnEnrollment(70, 7, 1, status, CurrentDay: 3, TotalDays: 14);

        if (code is null)
        {
            Should.NotThrow(() => enrollment.EnsureWritable(day));
        }
        else
        {
            Should.Throw<ApiException>(() => enrollment.EnsureWritable(day)).Code.Word.ShouldBe(code);
        }
    }

    [Fact]
    public void EnsureWritable_PastTheProgramsEnd_IsLockedWhateverTheCurrentDay()
    {
        var enrollment = new OwnEnrollment(70, 7, 1, EnrollmentStatus.InProgress, CurrentDay: 99, TotalDays: 14);

        Should.Throw<ApiException>(() => enrollment.EnsureWritable(15)).Code.ShouldBe(ErrorCodes.DayLocked);
    }

    [Fact]
    public void EnsureWritable_TheProgramsLastDay_IsOpenWhenItIsReached()
    {
        var enrollment = new OwnEnrollment(70, 7, 1, EnrollmentStatus.InProgress, CurrentDay: 14, TotalDays: 14);

        Should.NotThrow(() => enrollment.EnsureWritable(14));
    }
}
