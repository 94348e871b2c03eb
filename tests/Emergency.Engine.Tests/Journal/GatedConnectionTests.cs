using System.Data;
using Emergency.Engine.Journal;
using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Sqlite;
using Emergency.Testing;
using Microsoft.Data.Sqlite;

namespace Emergency.Engine.Tests.Journal;

/// <summary>Transactions of the journal's own connections are heard of, and none of them leaves the gate shut.</summary>
public sealed class GatedConnectionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Ears _ears = new();
    private readonly SqliteGate _gate;

    public GatedConnectionTests()
    {
        _gate = new(_ears);
        using var made = Connection.ToWrite(_folder["journal.db"], create: true);
        made.Run(
            "pragma journal_mode=wal; create table t (n blob unique); create table p (n integer primary key); create table c (n references p deferrable initially deferred)"
        );
    }

    [Fact]
    public void A_transaction_that_stores_is_told_before_and_after_and_one_that_reads_is_not()
    {
        Write("insert into t values (1)");
        _ears.Heard.ShouldBe(["before", "after"]);
        using var connection = Open();
        using var reading = connection.BeginTransaction(IsolationLevel.ReadUncommitted);
        _ears.Heard.Count.ShouldBe(2);
    }

    [Fact]
    public void Where_there_is_no_room_the_first_fault_is_told_and_the_next_has_its_turn()
    {
        Should
            .Throw<SqliteException>(() => Write("pragma max_page_count=1", "insert into t values (randomblob(1000000))"))
            .SqliteErrorCode.ShouldBe(13);
        _ears.Heard.ShouldBe(["before", "failed 13"]);
        Write("pragma max_page_count=1000000", "insert into t values (1)");
        _ears.Heard.ShouldBe(["before", "failed 13", "before", "after"]);
    }

    [Fact]
    public void A_row_that_is_there_already_is_no_fault_and_the_next_has_its_turn()
    {
        Write("insert into t values (1)");
        Should.Throw<SqliteException>(() => Write("insert into t values (1)")).SqliteErrorCode.ShouldBe(19);
        Write("insert into t values (2)");
        _ears.Heard.ShouldBe(["before", "after", "before", "before", "after"]);
    }

    [Fact]
    public void A_commit_that_is_refused_is_rolled_back_and_the_next_has_its_turn()
    {
        Should.Throw<SqliteException>(() => Write("insert into c values (1)")).SqliteErrorCode.ShouldBe(19);
        Write("insert into p values (1)", "insert into c values (1)");
        using var reader = Connection.ToRead(_folder["journal.db"]);
        reader.Number("select count(*) from c").ShouldBe(1);
    }

    [Fact]
    public void Who_may_not_begin_holds_nobody_up()
    {
        _ears.Refuses = new SqliteFault(14, "the file was deleted");
        Should.Throw<SqliteFault>(() => Write("insert into t values (1)"));
        _ears.Refuses = null;
        Write("insert into t values (1)");
    }

    /// <summary>As the journal does it: begin, insert, commit, roll back where that failed.</summary>
    private void Write(params IEnumerable<string> statements)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(IsolationLevel.Serializable);
        try
        {
            foreach (var sql in statements)
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                command.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
    }

    private System.Data.Common.DbConnection Open()
    {
        var text = new SqliteConnectionStringBuilder { DataSource = _folder["journal.db"], ForeignKeys = true }.ConnectionString;
        var connection = new GatedConnection(text, _gate);
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _gate.Dispose();
        _folder.Dispose();
    }

    private sealed class Ears : IBeside
    {
        public List<string> Heard { get; } = [];
        public Exception? Refuses { get; set; }

        public void Before()
        {
            if (Refuses is { } why)
                throw why;
            Heard.Add("before");
        }

        public void After(long pages)
        {
            pages.ShouldBeGreaterThan(0);
            Heard.Add("after");
        }

        public void Failed(int code, string why) => Heard.Add($"failed {code}");
    }
}
