using Emergency.Engine.Storage.Sqlite;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Journals;

/// <summary>The one connection that writes. After a sync that failed the system may have dropped what was never written, so nothing that the old connection believes may be believed.</summary>
public sealed class WriteConnectionTests : IDisposable
{
    private const int FailedSync = 1_034,
        Constraint = 19;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private WriteConnection Open(TimeProvider? clock = null, long ballast = 0)
    {
        using (var made = Connection.ToWrite(_folder["journal.db"], create: true))
            made.Run("pragma journal_mode=wal; create table t (n integer)");
        return new(_folder["journal.db"], ballast) { Clock = clock ?? TimeProvider.System };
    }

    [Fact]
    public void After_a_failed_sync_the_file_is_opened_anew()
    {
        using var writing = Open();
        var first = writing.Commit(connection => connection);
        writing.Commit(connection => connection).ShouldBeSameAs(first);
        Should.Throw<SqliteFault>(() => writing.Commit<int>(_ => throw new SqliteFault(FailedSync, "the disk refuses to sync")));
        var second = writing.Commit(connection => connection);
        second.ShouldNotBeSameAs(first);
        Should.Throw<ObjectDisposedException>(() => first.Autocommit);
        writing.Broken.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Another_refusal_leaves_the_connection_as_it_is()
    {
        using var writing = Open();
        var first = writing.Commit(connection => connection);
        Should.Throw<SqliteFault>(() => writing.Commit<int>(_ => throw new SqliteFault(Constraint, "taken")));
        writing.Commit(connection => connection).ShouldBeSameAs(first);
    }

    [Fact]
    public async Task A_disk_that_fails_for_five_seconds_and_three_times_is_enough_and_one_that_holds_begins_anew()
    {
        var time = new FakeTime();
        using var writing = Open(time);
        void Fail() =>
            Should.Throw<SqliteFault>(() => writing.Commit<int>(_ => throw new SqliteFault(FailedSync, "the disk refuses to sync")));
        // A fault of a second, however many ask meanwhile.
        for (var n = 0; n < 100; n++)
            Fail();
        time.Advance(TimeSpan.FromSeconds(1));
        Fail();
        writing.Broken.IsCompleted.ShouldBeFalse();
        writing.Commit(connection => connection.Autocommit).ShouldBeFalse();
        Fail();
        time.Advance(TimeSpan.FromSeconds(6));
        Fail();
        writing.Broken.IsCompleted.ShouldBeFalse("two failures may be chance, however far apart");
        Fail();
        (await writing.Broken).ShouldBe(4);
    }

    [Fact]
    public void The_log_is_moved_into_the_file_each_time_it_is_long_enough()
    {
        using var writing = Open(ballast: 64 * 4_096 * 4);
        var file = new FileInfo(_folder["journal.db"]);
        var before = file.Length;
        for (var n = 0; n < 200; n++)
            writing.Commit(connection =>
            {
                connection.Run(
                    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 500) insert into t select i from n"
                );
                return 0;
            });
        file.Refresh();
        file.Length.ShouldBeGreaterThan(before);
        new FileInfo(_folder["journal.db-wal"]).Length.ShouldBeLessThan(4 * 64 * 4_096, "the log is used again from its beginning");
        writing.Unmoved.ShouldBeNull();
    }

    [Fact]
    public async Task Failures_of_another_connection_are_counted_as_its_own_and_a_success_of_it_begins_anew()
    {
        var time = new FakeTime();
        using var writing = Open(time);
        void Fail()
        {
            writing.Before();
            writing.Failed(new(FailedSync, "the disk refuses to sync"));
            writing.Trouble.ShouldBe("the disk refuses to sync");
        }
        Fail();
        Fail();
        writing.Before();
        writing.After(pages: 1);
        writing.Trouble.ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(6));
        Fail();
        writing.Broken.IsCompleted.ShouldBeFalse("it was well in between");
        time.Advance(TimeSpan.FromSeconds(6));
        Fail();
        Fail();
        (await writing.Broken).ShouldBe(4);
    }

    [Fact]
    public void After_a_failed_sync_of_another_connection_its_own_is_opened_anew_before_anything_is_stored()
    {
        using var writing = Open();
        var first = writing.Commit(connection => connection);
        writing.Before();
        writing.Failed(new(FailedSync, "the disk refuses to sync"));
        writing.Before();
        writing.Commit(connection => connection).ShouldNotBeSameAs(first);
        Should.Throw<ObjectDisposedException>(() => first.Autocommit);
    }

    [Fact]
    public void What_another_connection_has_written_is_moved_into_the_file_when_it_is_long_enough()
    {
        using var writing = Open(ballast: 64 * 4_096 * 4);
        var file = new FileInfo(_folder["journal.db"]);
        var before = file.Length;
        using var other = Connection.ToWrite(_folder["journal.db"]);
        other.Run("pragma wal_autocheckpoint=0");
        for (var (n, written) = (0, 0L); n < 200; n++)
        {
            writing.Before();
            other.Run("with recursive n(i) as (select 1 union all select i + 1 from n where i < 500) insert into t select i from n");
            writing.After(other.PagesWritten - written);
            written = other.PagesWritten;
        }
        file.Refresh();
        file.Length.ShouldBeGreaterThan(before);
        new FileInfo(_folder["journal.db-wal"]).Length.ShouldBeLessThan(4 * 64 * 4_096, "the log is used again from its beginning");
        writing.Unmoved.ShouldBeNull();
    }

    [Fact]
    public async Task Where_the_file_is_gone_nobody_else_begins_either()
    {
        var gone = false;
        using (Open()) { }
        using var writing = new WriteConnection(_folder["journal.db"], 0) { Gone = () => gone };
        writing.Before();
        gone = true;
        Should.Throw<SqliteFault>(writing.Before).Message.ShouldContain("deleted or replaced");
        (await writing.Broken).ShouldBe(4);
    }
}
