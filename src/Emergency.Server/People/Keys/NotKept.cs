using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Emergency.Server.People.Keys;

/// <summary>The store could not write down a key; nothing was sealed under it, and whoever asks again may succeed.</summary>
/// <param name="full">There is no room on the store's disk.</param>
public sealed class NotKept(bool full, Exception why) : Exception(why?.Message, why)
{
    private const int SqliteFull = 13;

    /// <summary>There is no room on the store's disk.</summary>
    public bool Full => full;

    /// <summary>What a store threw, told in its own words; a bug stays what it is.</summary>
    internal static Exception Of(Exception fault) => fault switch
    {
        SqliteException file => new NotKept(file.SqliteErrorCode == SqliteFull, file),
        PostgresException server => new NotKept(server.SqlState == PostgresErrorCodes.DiskFull, server),
        DbException away => new NotKept(full: false, away),
        _ => fault,
    };
}
