using FocusSuite.CatalogClient;
using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Protocol;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>
/// Enrolls a user, or tells of the live enrollment that is there. That there is one live enrollment a user and program is a constraint of
/// the database; who loses to it is enrolled already.
/// </summary>
internal sealed class EnrollInProgram(EnrollmentStore store, ICatalog catalog, ProAccess pro, TimeProvider clock)
{
    // Each try loses only to an enrollment that somebody ended right after it was made.
    private const int MaxTries = 5;

    private const string Unknown = "There is no such program.";
    private static readonly Dictionary<string, IReadOnlyList<string>> UnknownProgram = new() { ["program_id"] = [Unknown] };

    public async Task<EnrollResponse> HandleAsync(EnrollRequest request, ServerCallContext context)
    {
        new Validation().Id(request.ProgramId, "program_id").ThrowIfAny();
        var (userId, cancellationToken) = (context.Caller().RequiredUserId, context.CancellationToken);
        var program = await catalog.FindOfferedAsync(request.ProgramId, cancellationToken);
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var operation = OperationContext.Begin(clock, context.RequestKey());
            var candidates = await store.FindLiveOrMadeByAsync(userId, request.ProgramId, operation.RequestKey, cancellationToken);
            if (candidates.Find(enrollment => enrollment.WasMadeBy(operation)) is { } made)
            {
                return await MadeAsync(made, cancellationToken);
            }

            // Before Pro: who is in the program is told so, also when Pro has ended since.
            if (candidates.Find(enrollment => enrollment.IsLive) is { } live)
            {
                await context.AnswerWithStatusAsync("200");
                return new EnrollResponse { Enrolled = false, Message = "Already enrolled in this program", EnrollmentId = live.Id };
            }

            if (program is null)
            {
                throw new ApiException(ErrorCodes.ValidationFailed, Unknown) { Fields = UnknownProgram };
            }

            if (program.IsProOnly)
            {
                await pro.RequireAsync(userId, cancellationToken);
            }

            var offered = new OfferedProgram(program.Id, program.Version, program.DurationDays, program.IsProOnly);
            var decision = ProgramEnrollment.Enroll(await store.NextIdAsync(cancellationToken), userId, offered, operation);
            if (await store.TryAddAsync(decision, cancellationToken))
            {
                EnrollMetrics.Count(program);
                return await MadeAsync(decision.State!, cancellationToken);
            }
        }

        throw new ApiException(ErrorCodes.Conflict);
    }

    private async Task<EnrollResponse> MadeAsync(ProgramEnrollment enrollment, CancellationToken cancellationToken) => new()
    {
        Enrolled = true,
        EnrollmentId = enrollment.Id,
        ProgramName = (await catalog.GetVersionAsync(enrollment.ProgramId, enrollment.ProgramVersion, cancellationToken))?.Program.Name
            ?? string.Empty,
        TotalDays = enrollment.TotalDays,
    };
}
