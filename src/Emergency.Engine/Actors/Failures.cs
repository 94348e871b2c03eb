using Akka.Pattern;
using Emergency.Engine.Storage.Postgres;
using Emergency.Engine.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Emergency.Engine.Actors;

/// <summary>The meaning of a failed store; where several causes come together, the last of them here says most.</summary>
internal enum Failure
{
    /// <summary>Nobody knows what was stored.</summary>
    Unknown,

    /// <summary>The connection ended before the store had answered.</summary>
    Lost,

    /// <summary>Nothing was stored, for nothing was tried: too much has failed just before.</summary>
    Untried,

    /// <summary>Nothing was stored: somebody else had the turn for too long.</summary>
    Held,

    /// <summary>Nothing was stored: the disk is full.</summary>
    Full,

    /// <summary>Nothing was stored: of the group's rows one was there already.</summary>
    Taken,
}

/// <summary>Reads what a store threw, however deep it lies.</summary>
internal static class Failures
{
    private const int Constraint = 19;

    public static Failure Of(Exception cause) => All(cause).Max(One);

    private static Failure One(Exception cause) =>
        cause switch
        {
            SqliteException { SqliteErrorCode: Constraint } => Failure.Taken,
            SqliteException e when new SqliteFault(e.SqliteExtendedErrorCode, e.Message).NoRoom => Failure.Full,
            SqliteFault { NoRoom: true } => Failure.Full,
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => Failure.Taken,
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Failure.Full,
            PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected } => Failure.Held,
            NpgsqlException e when !e.IsUndone() => Failure.Lost,
            OpenCircuitException => Failure.Untried,
            _ => Failure.Unknown,
        };

    private static IEnumerable<Exception> All(Exception cause) =>
        cause is AggregateException many ? many.InnerExceptions.SelectMany(All)
        : cause.InnerException is { } inner ? [cause, .. All(inner)]
        : [cause];
}
