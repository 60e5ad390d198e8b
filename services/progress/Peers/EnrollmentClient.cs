using FocusSuite.Progress.Domain;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;
using Microsoft.Extensions.Caching.Memory;

namespace FocusSuite.Progress.Peers;

/// <summary>
/// Asks enrollment, which alone knows whose an enrollment is and where it stands. What never changes is asked once and remembered, bounded
/// in number; where it stands is asked each time, since a request must see what the one before it did.
/// </summary>
internal sealed class EnrollmentClient(EnrollmentInternalService.EnrollmentInternalServiceClient enrollments) : IDisposable
{
    /// <summary>About 150 bytes each; the least recently used go first.</summary>
    private const int MaxRemembered = 100_000;

    private readonly MemoryCache _facts = new(new MemoryCacheOptions { SizeLimit = MaxRemembered, CompactionPercentage = 0.1 });

    /// <summary>What never changes of an enrollment of the caller. Somebody else's is not found, as one that does not exist.</summary>
    /// <exception cref="ApiException">NOT_FOUND.</exception>
    public async ValueTask<EnrollmentFacts> GetFactsAsync(long enrollmentId, Caller caller, CancellationToken cancellationToken) =>
        _facts.TryGetValue(enrollmentId, out EnrollmentFacts? known)
            ? Own(known!, caller)
            : (await GetStandingAsync(enrollmentId, caller, cancellationToken)).Facts;

    /// <summary>Where an enrollment of the caller stands now.</summary>
    /// <exception cref="ApiException">NOT_FOUND.</exception>
    public async Task<EnrollmentStanding> GetStandingAsync(long enrollmentId, Caller caller, CancellationToken cancellationToken)
    {
        _ = caller.RequiredUserId;
        if (enrollmentId <= 0)
        {
            throw new ApiException(ErrorCodes.NotFound);
        }

        var answer = await AskAsync(enrollmentId, null, cancellationToken);

        // Enrollment has checked this by the user's token. Checked again, since everything that follows relies on it.
        return new EnrollmentStanding(Own(Remember(answer), caller), PhaseOf(answer.Status), answer.CurrentDay);
    }

    /// <summary>
    /// What never changes of an enrollment; null when it was erased. It is looked for among the user's first, and then among all, so that
    /// an event which names the wrong user is noticed.
    /// </summary>
    public async ValueTask<EnrollmentFacts?> FindFactsAsync(long enrollmentId, long userId, CancellationToken cancellationToken) =>
        _facts.TryGetValue(enrollmentId, out EnrollmentFacts? known)
            ? known
            : await TryAskAsync(enrollmentId, userId, cancellationToken) ?? await TryAskAsync(enrollmentId, null, cancellationToken);

    public void Dispose() => _facts.Dispose();

    private static EnrollmentFacts Own(EnrollmentFacts facts, Caller caller) =>
        facts.UserId == caller.RequiredUserId ? facts : throw new ApiException(ErrorCodes.NotFound);

    private static EnrollmentPhase PhaseOf(EnrollmentStatus status) => status switch
    {
        EnrollmentStatus.InProgress => EnrollmentPhase.InProgress,
        EnrollmentStatus.Completed => EnrollmentPhase.Completed,
        _ => EnrollmentPhase.Closed,
    };

    private EnrollmentFacts Remember(GetEnrollmentResponse answer)
    {
        // An enrollment service of the version before knows one version of each program.
        var facts = new EnrollmentFacts(
            answer.EnrollmentId, answer.UserId, answer.ProgramId, Math.Max(1, answer.ProgramVersion), answer.TotalDays);
        return _facts.Set(facts.Id, facts, new MemoryCacheEntryOptions { Size = 1 });
    }

    private async Task<EnrollmentFacts?> TryAskAsync(long enrollmentId, long? userId, CancellationToken cancellationToken)
    {
        try
        {
            return Remember(await AskAsync(enrollmentId, userId, cancellationToken));
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<GetEnrollmentResponse> AskAsync(long enrollmentId, long? userId, CancellationToken cancellationToken)
    {
        var request = new GetEnrollmentRequest { EnrollmentId = enrollmentId };
        if (userId is { } known)
        {
            request.UserId = known;
        }

        return await enrollments.GetEnrollmentAsync(request, cancellationToken: cancellationToken);
    }
}
