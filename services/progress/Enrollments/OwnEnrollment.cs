using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Progress.Enrollments;

/// <summary>An enrollment of the caller, as it is now.</summary>
internal sealed record OwnEnrollment(long Id, long UserId, long ProgramId, EnrollmentStatus Status, int CurrentDay, int TotalDays)
{
    /// <summary>Whether the program has such a day.</summary>
    public bool Has(int dayNumber) => dayNumber >= 1 && dayNumber <= TotalDays;

    /// <summary>Refuses work on a day that is not open: the program has to be in progress, and the day no later than the current one.</summary>
    public void EnsureWritable(int dayNumber) => EnsureOpen(dayNumber, Status == EnrollmentStatus.InProgress);

    /// <summary>As for work, but the days of a completed program can be looked back on, too.</summary>
    public void EnsureReviewable(int dayNumber) =>
        EnsureOpen(dayNumber, Status is EnrollmentStatus.InProgress or EnrollmentStatus.Completed);

    private void EnsureOpen(int dayNumber, bool statusAllowsIt)
    {
        if (!statusAllowsIt)
        {
            throw new ApiException(ErrorCodes.ProgramNotInProgress);
        }

        if (dayNumber > CurrentDay || !Has(dayNumber))
        {
            throw new ApiException(ErrorCodes.DayLocked);
        }
    }
}
