using Emergency.Engine.Schema;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>Tables about, duty, progress and seal on SQLite. Everything is written by the connection that writes the journal.</summary>
internal sealed class SqliteNotes(SqliteJournal journal, WriteConnection writer, TimeProvider clock) : INotes
{
    public ValueTask<IReadOnlyDictionary<string, string>> ReadAbout(CancellationToken stop) => new(journal.Read(About));

    // Checkpointed at once: a start looks at these values without opening the log.
    public ValueTask WriteAbout(IReadOnlyDictionary<string, string?> values, CancellationToken stop)
    {
        writer.Commit(connection =>
        {
            foreach (var (name, value) in values)
                (
                    value is null
                        ? connection[SqliteTables.DropAbout].Bind(1, name)
                        : connection[SqliteTables.SetAbout].Bind(1, name).Bind(2, value)
                ).Step();
            return 0;
        });
        writer.Checkpoint();
        return ValueTask.CompletedTask;
    }

    public ValueTask<long?> ReadProgress(string reader, CancellationToken stop) =>
        new(
            journal.Read(connection =>
            {
                var row = connection[SqliteTables.ReadProgress].Bind(1, reader);
                long? done = row.Step() ? row.Number(0) : null;
                row.Reset();
                return done;
            })
        );

    public ValueTask WriteProgress(string reader, long done, CancellationToken stop)
    {
        writer.Commit(connection => connection[SqliteTables.WriteProgress].Bind(1, reader).Bind(2, done).Step());
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> HoldDuty(string duty, string node, TimeSpan term, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return new(
            writer.Commit(connection =>
            {
                connection[SqliteTables.HoldDuty].Bind(1, duty).Bind(2, node).Bind(3, (now + term).UtcTicks).Bind(4, now.UtcTicks).Step();
                var holder = connection[SqliteTables.WhoHolds].Bind(1, duty);
                var mine = holder.Step() && holder.Text(0) == node;
                holder.Reset();
                return mine;
            })
        );
    }

    public ValueTask ReleaseDuty(string duty, string node, CancellationToken stop)
    {
        writer.Commit(connection => connection[SqliteTables.ReleaseDuty].Bind(1, duty).Bind(2, node).Step());
        return ValueTask.CompletedTask;
    }

    public ValueTask<Seal?> LastSeal(CancellationToken stop) =>
        new(journal.Read(connection => Seals(connection, SqliteTables.LastSeal).SingleOrDefault()));

    public ValueTask<bool> WriteSeal(Seal seal, CancellationToken stop) =>
        new(
            writer.Commit(connection =>
                connection[SqliteTables.WriteSeal]
                    .Bind(1, seal.After)
                    .Bind(2, seal.UpTo)
                    .Bind(3, seal.Rows)
                    .Bind(4, seal.Hash)
                    .Bind(5, seal.Created)
                    .Insert()
            )
        );

    public ValueTask SkipPositions(long upTo, CancellationToken stop)
    {
        writer.Commit(connection =>
        {
            connection[SqliteTables.StartPositions].Step();
            return connection[SqliteTables.SkipPositions].Bind(1, upTo).Step();
        });
        return ValueTask.CompletedTask;
    }

    /// <summary>All of table about.</summary>
    public static IReadOnlyDictionary<string, string> About(Connection connection)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var row = connection[SqliteTables.ReadAbout];
        while (row.Step())
            values[row.Text(0)] = row.Text(1);
        row.Reset();
        return values;
    }

    public static IReadOnlyList<Seal> Seals(Connection connection, string sql)
    {
        var seals = new List<Seal>();
        var row = connection[sql];
        while (row.Step())
            seals.Add(new(row.Number(0), row.Number(1), row.Number(2), row.Text(3), row.Number(4)));
        row.Reset();
        return seals;
    }
}
