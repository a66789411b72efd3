using DepGraph.Bolt;

namespace DepGraph.Storage.Neo4j;

/// <summary>
/// Translates what the driver and the server say (https://neo4j.com/docs/status-codes/5/errors/all-errors/) into
/// <see cref="StoreException"/>; what only a mistake of ours can give, such as wrong Cypher, stays what it is.
/// </summary>
/// <param name="place">Address and database, without secrets.</param>
/// <param name="database">As configured; null for the user's home database.</param>
/// <param name="username">As configured; null for none.</param>
internal sealed class Neo4jErrors(string place, string? database, string? username)
{
    /// <summary>
    /// Whether two transactions met that no lock keeps apart: one was about to use a node that the other deleted, or to delete one that the other
    /// has related. Run again, it sees what the other did.
    /// </summary>
    public static bool IsMeeting(Neo4jException exception) =>
        exception.Code
            is "Neo.ClientError.Statement.EntityNotFound"
                or "Neo.ClientError.Schema.ConstraintValidationFailed";

    /// <summary>
    /// Whether a constraint or index could not be created for others: another process is creating it, where IF NOT EXISTS does not
    /// help, or something else is in the way.
    /// </summary>
    public static bool IsSchemaMeeting(Neo4jException exception) =>
        exception.Code?.StartsWith("Neo.ClientError.Schema.", StringComparison.Ordinal) == true;

    public Exception Translate(Neo4jException exception) =>
        (OfCode(exception) ?? OfKind(exception)) is (var failure, var message)
            ? new StoreException(failure, message, exception)
            : exception;

    private (StoreFailure Failure, string Message)? OfCode(Neo4jException exception) =>
        exception.Code switch
        {
            "Neo.ClientError.Security.Unauthorized" or "Neo.ClientError.Security.TokenExpired" => (
                StoreFailure.Unusable,
                $"{place} does not accept the user {User}. Set Store:Username and Store:Password to an account of that server."
            ),
            "Neo.ClientError.Security.CredentialsExpired" => (
                StoreFailure.Unusable,
                $"{place} wants the password of {User} to be changed first: do so in Neo4j Browser or with cypher-shell, "
                    + "then set Store:Password."
            ),
            "Neo.ClientError.Security.AuthenticationRateLimit" => (
                StoreFailure.Unavailable,
                $"{place} refuses further attempts to log in as {User} for a while. Check Store:Password and try again later."
            ),
            "Neo.ClientError.Database.DatabaseNotFound" or "Neo.ClientError.Database.HomeDatabaseNotFound" => (
                StoreFailure.Unusable,
                database is null
                    ? $"{place}: the user {User} has no home database. Set Store:Database to a database of that server."
                    : $"{place}: there is no database '{database}'. Create it, or set Store:Database to one that exists."
            ),
            "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"
            or "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase"
            or "Neo.ClientError.Cluster.NotALeader" => (
                StoreFailure.ReadOnly,
                $"{place} takes no writes ({exception.Message}). Let that database be written, or set Store:Uri to a server "
                    + "that does; a cluster's address begins with neo4j://."
            ),
            "Neo.ClientError.Security.Forbidden" => (
                StoreFailure.ReadOnly,
                $"{place}: the user {User} may not do this ({exception.Message}). Give it the right to read, to write and to "
                    + "create constraints and indexes, or set Store:Username to a user that has it."
            ),
            "Neo.ClientError.Transaction.LockAcquisitionTimeout"
            or "Neo.TransientError.Transaction.LockAcquisitionTimeout"
            or "Neo.TransientError.Transaction.DeadlockDetected" => (
                StoreFailure.Busy,
                $"{place}: other transactions held what this one needed for too long ({exception.Message}). "
                    + "If that lasts, raise Store:BusyTimeout."
            ),
            "Neo.ClientError.Transaction.TransactionTimedOut"
            or "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"
            or "Neo.ClientError.Transaction.LockClientStopped"
            or "Neo.ClientError.Transaction.Terminated" => (
                StoreFailure.Busy,
                $"{place} did not finish a transaction in time: the server is slow, or another process holds what it needs. "
                    + "If that lasts, raise Store:TransactionTimeout (or db.transaction.timeout on the server)."
            ),
            "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
            or "Neo.TransientError.General.OutOfMemoryError"
            or "Neo.TransientError.General.TransactionOutOfMemoryError"
            or "Neo.TransientError.General.TransactionMemoryLimit" => (
                StoreFailure.Busy,
                $"{place} has too little memory for this now ({exception.Message}). Raise server.memory.heap.max_size or "
                    + "dbms.memory.transaction.total.max there."
            ),
            "Neo.DatabaseError.General.IndexCorruptionDetected"
            or "Neo.DatabaseError.General.SchemaCorruptionDetected"
            or "Neo.DatabaseError.General.StorageDamageDetected" => (
                StoreFailure.Corrupt,
                $"{place} is damaged ({exception.Message}). Restore it from a backup, or set Store:Database to an empty "
                    + "database: the graph is filled anew from the registry."
            ),
            "Neo.DatabaseError.Transaction.TransactionCommitFailed"
            or "Neo.DatabaseError.Transaction.TransactionLogError"
            or "Neo.DatabaseError.General.UnknownError" when IsDiskFull(exception) => (
                StoreFailure.Full,
                $"No space is left for {place} ({exception.Message}). Free some on the disk of that server, then restart it."
            ),
            { } code when code.StartsWith("Neo.TransientError.", StringComparison.Ordinal) => Unavailable(exception),
            { } code when code.StartsWith("Neo.DatabaseError.", StringComparison.Ordinal) => Unavailable(exception),
            _ => null,
        };

    private (StoreFailure Failure, string Message)? OfKind(Neo4jException exception) =>
        exception switch
        {
            ConnectionAcquisitionTimeoutException => (
                StoreFailure.Busy,
                $"{place}: all connections were in use for longer than Store:AcquisitionTimeout. "
                    + "Raise it, or Store:MaxConnections."
            ),
            ServiceUnavailableException or SessionExpiredException => (
                StoreFailure.Unavailable,
                $"{place} cannot be reached ({exception.Message}). Start that server, or set Store:Uri to one that runs."
            ),
            SecurityException => (
                StoreFailure.Unusable,
                $"{place} cannot be used: {exception.Message} Check Store:Uri (with or without +s), Store:Username and "
                    + "Store:Password."
            ),
            ProtocolException => (
                StoreFailure.Unusable,
                $"{place} is no Neo4j server that this build understands ({exception.Message}). Set Store:Uri to the Bolt "
                    + "address of a Neo4j 5.26 or later."
            ),
            _ => null,
        };

    private string User => string.IsNullOrEmpty(username) ? "(none)" : $"'{username}'";

    private (StoreFailure Failure, string Message) Unavailable(Neo4jException exception) =>
        (StoreFailure.Unavailable, $"{place} failed: {exception.Message}");

    private static bool IsDiskFull(Exception exception) =>
        exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("disk space", StringComparison.OrdinalIgnoreCase);
}
