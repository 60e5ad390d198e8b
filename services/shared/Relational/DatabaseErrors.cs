using FocusSuite.Protocol.Errors;
using FocusSuite.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>The one place that reads the database's errors. Features ask it what happened; what none of them handled is translated here for
/// the caller.</summary>
public static class DatabaseErrors
{
    // PostgreSQL's class of data exceptions: too long, out of range, no such text.
    private const string DataExceptions = "22";

    /// <summary>What kept a write from being saved.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <returns>Its kind; null for what is no such error, e.g. a lost connection.</returns>
    public static DatabaseErrorKind? KindOf(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is DbUpdateConcurrencyException)
            {
                return DatabaseErrorKind.Serialization;
            }

            if (current is PostgresException { SqlState: var state })
            {
                return KindOf(state);
            }
        }

        return null;
    }

    /// <summary>Whether an exception is of a kind.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="constraint">The constraint that it has to name; null for any.</param>
    /// <returns>True if it is.</returns>
    public static bool Is(this Exception exception, DatabaseErrorKind kind, string? constraint = null) =>
        KindOf(exception) == kind && (constraint is null || ConstraintOf(exception) == constraint);

    private static string? ConstraintOf(Exception? exception) =>
        exception is null or PostgresException ? (exception as PostgresException)?.ConstraintName : ConstraintOf(exception.InnerException);

    private static DatabaseErrorKind? KindOf(string state) => state switch
    {
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation => DatabaseErrorKind.Unique,
        PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation => DatabaseErrorKind.ForeignKey,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => DatabaseErrorKind.Serialization,
        PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation => DatabaseErrorKind.Value,
        _ when state.StartsWith(DataExceptions, StringComparison.Ordinal) => DatabaseErrorKind.Value,
        _ => null,
    };

    /// <summary>
    /// What a caller is told where no feature knew better. The same request may succeed when it is made again, but for a value that does
    /// not fit: that one
    /// passed every check before, and is the caller's all the same.
    /// </summary>
    internal sealed class Translator : IErrorTranslator
    {
        public ErrorCode? Translate(Exception exception) => KindOf(exception) switch
        {
            DatabaseErrorKind.Unique or DatabaseErrorKind.ForeignKey or DatabaseErrorKind.Serialization => ErrorCodes.Conflict,
            DatabaseErrorKind.Value => ErrorCodes.ValidationFailed,
            _ => null,
        };
    }
}
