using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Protocol.Errors;

namespace FocusSuite.Enrollment.Features;

/// <summary>Which enrollments take Pro, and whether their user has it.</summary>
internal sealed class ProAccess(ICatalog catalog, SubscriptionCache subscriptions, TimeProvider clock)
{
    /// <summary>
    /// Whether an enrollment takes Pro: as the version of its program does. The catalog is asked only where that was not kept, and what it
    /// does not know is not open to all.
    /// </summary>
    public async ValueTask<bool> IsProOnlyAsync(ProgramEnrollment enrollment, CancellationToken cancellationToken) =>
        enrollment.IsProOnly
        ?? (await catalog.GetVersionAsync(enrollment.ProgramId, enrollment.ProgramVersion, cancellationToken))?.Program.IsProOnly
        ?? true;

    /// <summary>
    /// Refuses a user who has no Pro where the enrollment takes it. Asks identity: who has just paid must not wait for an event.
    /// </summary>
    /// <exception cref="ApiException">PRO_REQUIRED.</exception>
    public async Task RequireAsync(ProgramEnrollment enrollment, CancellationToken cancellationToken)
    {
        if (await IsProOnlyAsync(enrollment, cancellationToken))
        {
            await RequireAsync(enrollment.UserId, cancellationToken);
        }
    }

    /// <summary>Refuses a user who has no Pro.</summary>
    /// <exception cref="ApiException">PRO_REQUIRED.</exception>
    public Task RequireAsync(long userId, CancellationToken cancellationToken) =>
        subscriptions.RequireProAsync(userId, clock.GetUtcNow(), cancellationToken);
}
