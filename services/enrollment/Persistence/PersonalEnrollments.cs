using System.Globalization;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Protocol.Errors;
using FocusSuite.ServiceDefaults.Erasure;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Enrollment.Persistence;

/// <summary>A person's enrollments, for export and erasure.</summary>
internal sealed class PersonalEnrollments(EnrollmentContext database, SubscriptionCache subscriptions) : IPersonalData
{
    private const string Kind = "enrollments";
    private const int PageSize = 200;

    public async Task<IReadOnlyDictionary<string, long>> CountAsync(long userId, CancellationToken cancellationToken) =>
        new Dictionary<string, long>
        {
            [Kind] = await database.Enrollments.LongCountAsync(enrollment => enrollment.UserId == userId, cancellationToken),
        };

    public async Task RemoveAsync(long userId, CancellationToken cancellationToken)
    {
        subscriptions.Drop(userId);
        await database.Enrollments.Where(enrollment => enrollment.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<PersonalPage> ExportAsync(long userId, string pageToken, CancellationToken cancellationToken)
    {
        var after = 0L;
        if (pageToken.Length > 0 && !long.TryParse(pageToken, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            new Validation().Add("page_token", "Must come from the answer before.").ThrowIfAny();
        }

        var page = await database.Enrollments.AsNoTracking()
            .Where(enrollment => enrollment.UserId == userId && enrollment.Id > after)
            .OrderBy(enrollment => enrollment.Id)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
        return new PersonalPage(
            [.. page.Select(enrollment => (Kind, PersonalJson.Write(Show(enrollment))))],
            page.Count < PageSize ? string.Empty : page[^1].Id.ToString(CultureInfo.InvariantCulture));
    }

    private static object Show(ProgramEnrollment enrollment) => new
    {
        EnrollmentId = enrollment.Id,
        enrollment.ProgramId,
        Status = enrollment.Status.Word(),
        enrollment.CurrentDay,
        enrollment.CompletedDays,
        enrollment.TotalDays,
        enrollment.EnrolledAt,
        enrollment.StartedAt,
        enrollment.CompletedAt,
    };
}
