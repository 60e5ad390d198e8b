namespace FocusSuite.Messaging.Outbox;

/// <summary>How PostgreSQL commits what a statement changes.</summary>
public static class PostgresCommit
{
    /// <summary>
    /// A condition that is always true, for the WHERE of a statement whose loss costs no effect: its commit does not wait for the disk. A
    /// crash of the server, and nothing else, may take what was written so in its last second.
    /// </summary>
    public const string Relaxed = "(SELECT set_config('synchronous_commit', 'off', true)) = 'off'";
}
