using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Emergency.Engine.Akka.Awake;

/// <summary>What a store meant by failing.</summary>
internal static class Failures
{
    private const int Full = 13,
        Constraint = 19;

    /// <summary>Nothing was stored: the disk is full.</summary>
    public static bool IsFull(Exception cause) =>
        Cause(cause) is SqliteException { SqliteErrorCode: Full } or PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    /// <summary>Nothing was stored: of the group's rows one was there already.</summary>
    public static bool IsTaken(Exception cause) =>
        Cause(cause)
            is SqliteException { SqliteErrorCode: Constraint }
                or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private static DbException? Cause(Exception? cause) =>
        cause switch
        {
            null => null,
            DbException found => found,
            AggregateException many => many.InnerExceptions.Select(Cause).FirstOrDefault(found => found is not null),
            _ => Cause(cause.InnerException),
        };
}
