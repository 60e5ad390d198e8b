using FocusSuite.Documents.Internal;
using MongoDB.Driver;

namespace FocusSuite.Documents.Mongo;

/// <summary>Tells MongoDB's faults apart.</summary>
internal static class MongoFaults
{
    private const int Unauthorized = 13;
    private const int AuthenticationFailed = 18;
    private const int MaxTimeExpired = 50;

    public static Fault Classify(Exception exception) => exception switch
    {
        MongoAuthenticationException => Fault.Refused,
        // The primary has the write, the majority not yet; the repeat waits for it once more.
        MongoWriteException { WriteConcernError: not null } or MongoWriteConcernException => Fault.Passing,
        MongoNotPrimaryException or MongoNodeIsRecoveringException or MongoConnectionPoolPausedException => Fault.Passing,
        MongoExecutionTimeoutException or TimeoutException => Fault.TimedOut,
        MongoConnectionException { InnerException: TimeoutException } => Fault.TimedOut,
        MongoConnectionException => Fault.Passing,
        MongoCommandException e => Classify(e),
        MongoWaitQueueFullException => Fault.TimedOut,
        _ => Fault.None,
    };

    private static Fault Classify(MongoCommandException exception) => exception.Code switch
    {
        Unauthorized or AuthenticationFailed => Fault.Refused,
        MaxTimeExpired => Fault.TimedOut,
        _ when exception.HasErrorLabel("RetryableWriteError") || exception.HasErrorLabel("TransientTransactionError") => Fault.Passing,
        _ => Fault.None,
    };
}
