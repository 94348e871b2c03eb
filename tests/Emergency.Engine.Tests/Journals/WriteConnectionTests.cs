using Emergency.Engine.Own.Sqlite;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Journals;

/// <summary>The one connection that writes. After a sync that failed the system may have dropped what was never written, so nothing that the old connection believes may be believed.</summary>
public sealed class WriteConnectionTests : IDisposable
{
    private const int FailedSync = 1_034,
        Constraint = 19;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private WriteConnection Open()
    {
        using (var made = Connection.ToWrite(_folder["journal.db"], create: true))
            made.Run("pragma journal_mode=wal; create table t (n integer)");
        return new(_folder["journal.db"], ballast: 0);
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
    public async Task Three_failed_syncs_in_a_row_are_enough_and_one_that_holds_begins_anew()
    {
        using var writing = Open();
        void Fail() =>
            Should.Throw<SqliteFault>(() => writing.Commit<int>(_ => throw new SqliteFault(FailedSync, "the disk refuses to sync")));
        Fail();
        Fail();
        writing.Commit(connection => connection.Autocommit).ShouldBeFalse();
        Fail();
        Fail();
        writing.Broken.IsCompleted.ShouldBeFalse();
        Fail();
        (await writing.Broken).ShouldBe(4);
    }
}
