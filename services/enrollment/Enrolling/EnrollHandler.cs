using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Enrollment.Storage;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Enrollment.Enrolling;

/// <summary>
/// Enrolls a person. That there is one live enrollment a person and program is a constraint of the database; who loses to it is enrolled already.
/// </summary>
internal sealed class EnrollHandler(EnrollmentStore store, ICatalog catalog, SubscriptionCache subscriptions, TimeProvider clock)
{
    // Each try loses only to an enrollment that somebody ended right after it was made.
    private const int MostTries = 5;

    /// <summary>Enrolls, or tells of the live enrollment that is there.</summary>
    public async Task<EnrollResponse> EnrollAsync(long userId, long programId, string? requestKey, CancellationToken cancellationToken)
    {
        var program = (await catalog.GetProgramAsync(programId, cancellationToken))?.Program ?? throw Unknown();
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            // Before Pro: who is in the program is told so, also when Pro has ended since.
            if (await FindAsync(userId, programId, requestKey, cancellationToken) is { } enrollment)
            {
                return enrollment.WasMadeBy(requestKey, clock.GetUtcNow()) ? Made(enrollment, program) : AlreadyEnrolled(enrollment);
            }

            if (program.IsProOnly)
            {
                await subscriptions.RequireProAsync(userId, clock.GetUtcNow(), cancellationToken);
            }

            var decision = Enroll.In(program, userId, await store.NextIdAsync(cancellationToken), requestKey, Operation.Begin(clock));
            if (await store.TryAddAsync(decision, cancellationToken))
            {
                EnrollMetrics.Count(program);
                return Made(decision.State, program);
            }
        }

        throw new ApiException(ErrorCodes.Conflict);
    }

    private async Task<ProgramEnrollment?> FindAsync(long userId, long programId, string? requestKey, CancellationToken cancellationToken)
    {
        var candidates = await store.FindLiveOrMadeByAsync(userId, programId, requestKey, cancellationToken);
        var now = clock.GetUtcNow();
        return candidates.Find(enrollment => enrollment.WasMadeBy(requestKey, now)) ?? candidates.Find(enrollment => enrollment.IsLive);
    }

    private static EnrollResponse Made(ProgramEnrollment enrollment, ProgramInfo program) => new()
    {
        Enrolled = true,
        EnrollmentId = enrollment.Id,
        ProgramName = program.Name,
        TotalDays = enrollment.TotalDays,
    };

    private static EnrollResponse AlreadyEnrolled(ProgramEnrollment enrollment) => new()
    {
        Enrolled = false,
        Message = "Already enrolled in this program",
        EnrollmentId = enrollment.Id,
    };

    private static ApiException Unknown()
    {
        const string Message = "There is no such program.";
        return new ApiException(ErrorCodes.ValidationFailed, Message)
        {
            Fields = new Dictionary<string, IReadOnlyList<string>> { ["program_id"] = [Message] },
        };
    }
}
