using System.Net.Sockets;
using FocusSuite.Documents.Internal;
using Npgsql;

namespace FocusSuite.Documents.Postgres;

/// <summary>Tells PostgreSQL's faults apart.</summary>
internal static class PostgresFaults
{
    public static Fault Classify(Exception exception) => exception switch
    {
        PostgresException e => Classify(e.SqlState),
        NpgsqlException { InnerException: TimeoutException } => Fault.TimedOut,
        NpgsqlException { InnerException: IOException or SocketException } => Fault.Passing,
        NpgsqlException { IsTransient: true } => Fault.Passing,
        _ => Fault.None,
    };

    private static Fault Classify(string state) => state switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => Fault.Passing,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => Fault.Passing,
        // A failover left this connection at a standby.
        PostgresErrorCodes.ReadOnlySqlTransaction => Fault.Passing,
        PostgresErrorCodes.TooManyConnections => Fault.Passing,
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => Fault.TimedOut,
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege => Fault.Refused,
        _ when state.StartsWith("08", StringComparison.Ordinal) => Fault.Passing,
        _ when state.StartsWith("28", StringComparison.Ordinal) => Fault.Refused,
        _ => Fault.None,
    };
}
