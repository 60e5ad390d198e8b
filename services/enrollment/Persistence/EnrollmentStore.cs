using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FocusSuite.Enrollment.Persistence;

/// <summary>The enrollments in PostgreSQL. Each query is served by one index.</summary>
internal sealed class EnrollmentStore(EnrollmentContext database)
{
    /// <summary>How often a decision is taken anew on fresh state before it counts as lost.</summary>
    public const int MaxTries = 10;

    // Doubled at each try, up to this: apart by chance, so that the same ones do not meet again.
    private const int MaxPauseMilliseconds = 200;

    private static readonly Func<EnrollmentContext, long, CancellationToken, Task<ProgramEnrollment?>> Find = EF.CompileAsyncQuery(
        (EnrollmentContext database, long enrollmentId, CancellationToken _) => database.Enrollments.AsNoTracking()
            .SingleOrDefault(enrollment => enrollment.Id == enrollmentId));

    private static readonly Func<EnrollmentContext, long, long, CancellationToken, Task<ProgramEnrollment?>> FindOfUser =
        EF.CompileAsyncQuery((EnrollmentContext database, long enrollmentId, long userId, CancellationToken _) => database.Enrollments
            .AsNoTracking().SingleOrDefault(enrollment => enrollment.Id == enrollmentId && enrollment.UserId == userId));

    private static readonly Func<EnrollmentContext, long, IAsyncEnumerable<ProgramEnrollment>> Live = EF.CompileAsyncQuery(
        (EnrollmentContext database, long userId) => database.Enrollments.AsNoTracking()
            .Where(enrollment => enrollment.UserId == userId)
            .Where(enrollment => enrollment.Status == EnrollmentStatus.NotStarted || enrollment.Status == EnrollmentStatus.InProgress
                || enrollment.Status == EnrollmentStatus.Paused));

    private static readonly Func<EnrollmentContext, long, long, int, IAsyncEnumerable<ProgramEnrollment>> Newest = EF.CompileAsyncQuery(
        (EnrollmentContext database, long userId, long before, int count) => database.Enrollments.AsNoTracking()
            .Where(enrollment => enrollment.UserId == userId && enrollment.Id < before)
            .OrderByDescending(enrollment => enrollment.Id)
            .Take(count));

    /// <summary>One enrollment of a user; of anybody where that is not known.</summary>
    public Task<ProgramEnrollment?> FindAsync(long enrollmentId, long? userId, CancellationToken cancellationToken) =>
        userId is { } user
            ? FindOfUser(database, enrollmentId, user, cancellationToken)
            : Find(database, enrollmentId, cancellationToken);

    /// <summary>All live enrollments of a person: one a program at the most.</summary>
    public ValueTask<List<ProgramEnrollment>> ListLiveAsync(long userId, CancellationToken cancellationToken) =>
        Live(database, userId).ToListAsync(cancellationToken);

    /// <summary>The live enrollment of a person in a program, and the one that this request made, whatever became of it.</summary>
    public Task<List<ProgramEnrollment>> FindLiveOrMadeByAsync(
        long userId, long programId, string? requestKey, CancellationToken cancellationToken) =>
        database.Enrollments.AsNoTracking()
            .Where(enrollment => enrollment.UserId == userId && enrollment.ProgramId == programId)
            .Where(enrollment => enrollment.Status == EnrollmentStatus.NotStarted || enrollment.Status == EnrollmentStatus.InProgress
                || enrollment.Status == EnrollmentStatus.Paused || (requestKey != null && enrollment.RequestKey == requestKey))
            .OrderByDescending(enrollment => enrollment.Id)
            .ToListAsync(cancellationToken);

    /// <summary>A person's enrollments, newest first.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="before">Only those with a smaller number; null from the newest on.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<List<ProgramEnrollment>> ListAsync(long userId, long? before, int count, CancellationToken cancellationToken) =>
        Newest(database, userId, before ?? long.MaxValue, count).ToListAsync(cancellationToken);

    /// <summary>Users who ever enrolled, in ascending order.</summary>
    /// <param name="after">Only those with a greater number.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<List<long>> ListUsersAsync(long after, int count, CancellationToken cancellationToken) => database.Enrollments
        .Where(enrollment => enrollment.UserId > after)
        .Select(enrollment => enrollment.UserId)
        .Distinct()
        .OrderBy(userId => userId)
        .Take(count)
        .ToListAsync(cancellationToken);

    /// <summary>A number that no enrollment has had.</summary>
    public Task<long> NextIdAsync(CancellationToken cancellationToken) =>
        database.Database.SqlQuery<long>($"""SELECT nextval('enrollment_ids') AS "Value" """).SingleAsync(cancellationToken);

    /// <summary>Saves a new enrollment.</summary>
    /// <returns>False when the person has a live enrollment in that program.</returns>
    public async Task<bool> TryAddAsync(Decision<ProgramEnrollment> decision, CancellationToken cancellationToken)
    {
        database.ChangeTracker.Clear();
        database.Add(decision.State!);
        try
        {
            await database.SaveAsync(decision.Events, cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (
            exception.InnerException is PostgresException { ConstraintName: EnrollmentContext.LiveIndex })
        {
            return false;
        }
    }

    /// <summary>
    /// Changes an enrollment of a person: loads, decides, saves, and does so again on fresh state when somebody else was faster.
    /// </summary>
    /// <returns>The decision that was saved, or that changes nothing; null when there is no such enrollment, or it is somebody
    /// else's.</returns>
    /// <exception cref="LostRaceException">Somebody else was faster each time.</exception>
    public async Task<Decision<ProgramEnrollment>?> DecideAsync(
        long enrollmentId, long userId, Func<ProgramEnrollment, Decision<ProgramEnrollment>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            database.ChangeTracker.Clear();
            var current = await database.Enrollments
                .SingleOrDefaultAsync(enrollment => enrollment.Id == enrollmentId && enrollment.UserId == userId, cancellationToken);
            if (current is null)
            {
                return null;
            }

            var decision = decide(current);
            if (decision.ChangesNothing)
            {
                return decision;
            }

            database.Entry(current).CurrentValues.SetValues(decision.State!);
            try
            {
                await database.SaveAsync(decision.Events, cancellationToken);
                return decision;
            }
            catch (DbUpdateConcurrencyException) when (attempt < MaxTries)
            {
                await Task.Delay(Random.Shared.Next(1, Math.Min(5 << attempt, MaxPauseMilliseconds)), cancellationToken);
            }
            catch (DbUpdateConcurrencyException exception)
            {
                throw new LostRaceException(enrollmentId, exception);
            }
        }
    }
}
