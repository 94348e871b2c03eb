using Akka.Pattern;
using Emergency.Engine.Actors;
using Emergency.Engine.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Emergency.Engine.Tests.Actors;

/// <summary>The meaning of an exception of either database, and of what lies around it.</summary>
public sealed class FailuresTests
{
    private static readonly Exception Away = new NpgsqlException("the connection was lost"),
        NoRoom = Postgres(PostgresErrorCodes.DiskFull);

    [Theory]
    [InlineData(19, 2067, nameof(Failure.Taken))]
    [InlineData(13, 13, nameof(Failure.Full))]
    [InlineData(10, 4874, nameof(Failure.Full))]
    [InlineData(10, 1034, nameof(Failure.Unknown))]
    [InlineData(5, 5, nameof(Failure.Unknown))]
    public void SQLite_says_what_became_of_the_rows(int code, int extended, string means) =>
        Failures.Of(new SqliteException("no", code, extended)).ToString().ShouldBe(means);

    [Theory]
    [InlineData(PostgresErrorCodes.UniqueViolation, "ERROR", nameof(Failure.Taken))]
    [InlineData(PostgresErrorCodes.DiskFull, "ERROR", nameof(Failure.Full))]
    [InlineData(PostgresErrorCodes.LockNotAvailable, "ERROR", nameof(Failure.Held))]
    [InlineData(PostgresErrorCodes.DeadlockDetected, "ERROR", nameof(Failure.Held))]
    [InlineData(PostgresErrorCodes.AdminShutdown, "FATAL", nameof(Failure.Lost))]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, "ERROR", nameof(Failure.Lost))]
    [InlineData(PostgresErrorCodes.RaiseException, "ERROR", nameof(Failure.Unknown))]
    public void PostgreSQL_says_what_became_of_the_rows(string code, string severity, string means) =>
        Failures.Of(Postgres(code, severity)).ToString().ShouldBe(means);

    [Fact]
    public void What_lies_deeper_is_found_and_a_failed_rollback_hides_nothing()
    {
        Failures.Of(Away).ShouldBe(Failure.Lost);
        Failures.Of(new OpenCircuitException("open")).ShouldBe(Failure.Untried);
        Failures.Of(new IOException("the disk is gone")).ShouldBe(Failure.Unknown);
        Failures.Of(new InvalidOperationException("no", NoRoom)).ShouldBe(Failure.Full);
        Failures.Of(new AggregateException(Away, NoRoom)).ShouldBe(Failure.Full);
        Failures.Of(new AggregateException(NoRoom, new AggregateException(Away))).ShouldBe(Failure.Full);
        Failures.Of(new SqliteFault(13, "the log cannot be made")).ShouldBe(Failure.Full);
    }

    private static PostgresException Postgres(string code, string severity = "ERROR") => new("no", severity, severity, code);
}
